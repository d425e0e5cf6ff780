export const HELLO_C = '#include <stdio.h>\nint main(void) { puts("hi"); return 0; }\n';
export const HELLO_RUST = 'fn main() { println!("hi"); }\n';
export const HELLO_GO = 'package main\n\nimport "fmt"\n\nfunc main() { fmt.Println("hi") }\n';
/** Needs nothing of the standard library but the runtime, so that any port is built in seconds. */
export const TINY_GO = 'package main\n\nfunc main() { println("hi") }\n';

/** Asks for a time zone, certificates, a host name and a user: all that the kit can bring. */
export const NEEDY_GO = `package main

import (
	"fmt"
	"net/http"
	"os/user"
	"time"
)

func main() {
	fmt.Println(time.LoadLocation("Europe/Zurich"))
	fmt.Println(http.Get("https://localhost"))
	fmt.Println(user.Current())
}
`;
