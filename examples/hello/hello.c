/* A program without a C library: two system calls, for an image of a few hundred bytes. */

#if defined(__x86_64__)
#define WRITE 1
#define EXIT 60
static long call(long number, long a, const void *b, long c) {
  long result;
  __asm__ volatile("syscall" : "=a"(result) : "0"(number), "D"(a), "S"(b), "d"(c) : "rcx", "r11", "memory");
  return result;
}
#elif defined(__aarch64__)
#define WRITE 64
#define EXIT 93
static long call(long number, long a, const void *b, long c) {
  register long x8 __asm__("x8") = number;
  register long x0 __asm__("x0") = a;
  register const void *x1 __asm__("x1") = b;
  register long x2 __asm__("x2") = c;
  __asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2) : "memory");
  return x0;
}
#else
#error "only x86-64 and arm64"
#endif

static const char text[] = "Hello from scratch\n";

void _start(void) {
  long length = sizeof text - 1;
  long written = call(WRITE, 1, text, length);
  call(EXIT, written == length ? 0 : 1, 0, 0);
  for (;;) {
  }
}
