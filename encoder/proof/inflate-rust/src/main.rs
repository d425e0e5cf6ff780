//! Checks the cases that prove.c writes (on standard input) with miniz_oxide.
use miniz_oxide::inflate::core::{decompress, inflate_flags, DecompressorOxide};
use miniz_oxide::inflate::TINFLStatus;
use std::io::{BufReader, Read};

fn next_case(input: &mut impl Read) -> Option<(Vec<u8>, Vec<u8>)> {
    let mut head = [0u8; 12];
    input.read_exact(&mut head).ok()?;
    let number = |at: usize| u32::from_le_bytes(head[at..at + 4].try_into().unwrap()) as usize;
    let (mut original, mut stream) = (vec![0; number(0)], vec![0; number(4)]);
    input.read_exact(&mut original).expect("the case is cut");
    input.read_exact(&mut stream).expect("the case is cut");
    Some((original, stream))
}

fn main() {
    let mut input = BufReader::with_capacity(1 << 20, std::io::stdin().lock());
    let mut decompressor = DecompressorOxide::new();
    let mut cases = 0;
    while let Some((original, stream)) = next_case(&mut input) {
        decompressor.init();
        let mut inflated = vec![0; original.len()];
        let flags = inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
        let (status, read, written) = decompress(&mut decompressor, &stream, &mut inflated, 0, flags);
        let good = status == TINFLStatus::Done && read == stream.len() && written == original.len();
        assert!(good && inflated == original, "miniz_oxide, case {cases}: {status:?}, {read} of {} read", stream.len());
        cases += 1;
    }
    println!("Rust miniz_oxide: {cases} cases");
}
