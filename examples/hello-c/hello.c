#include <stdio.h>
#include <unistd.h>

int main(void) {
  printf("Hello from a container, which is process %d\n", (int)getpid());
  return 0;
}
