// Checks the cases that prove.c writes (on standard input) with Go's compress/flate.
package main

import (
	"bufio"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"io"
	"os"
)

func main() {
	cases := 0
	for input := bufio.NewReaderSize(os.Stdin, 1<<20); ; cases++ {
		var head [3]uint32
		if err := binary.Read(input, binary.LittleEndian, &head); err == io.EOF {
			break
		} else if err != nil {
			fail(cases, err)
		}
		original, stream := make([]byte, head[0]), make([]byte, head[1])
		if _, err := io.ReadFull(input, original); err != nil {
			fail(cases, err)
		}
		if _, err := io.ReadFull(input, stream); err != nil {
			fail(cases, err)
		}
		rest := bytes.NewReader(stream)
		inflated, err := io.ReadAll(flate.NewReader(rest))
		if err != nil {
			fail(cases, err)
		}
		if rest.Len() != 0 || !bytes.Equal(inflated, original) {
			fail(cases, fmt.Errorf("other bytes came back"))
		}
	}
	fmt.Printf("Go compress/flate: %d cases\n", cases)
}

func fail(index int, err error) {
	fmt.Fprintf(os.Stderr, "Go compress/flate, case %d: %v\n", index, err)
	os.Exit(1)
}
