// A web server that reads a configuration file and says who it runs as.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"
	"os/user"
)

type config struct {
	Greeting string `json:"greeting"`
}

func main() {
	config := readConfig("config.json")
	http.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, "%s from scratch, I am %s\n", config.Greeting, whoAmI())
	})
	log.Fatal(http.ListenAndServe(listen(), nil))
}

func readConfig(path string) config {
	bytes, err := os.ReadFile(path)
	if err != nil {
		log.Fatal(err)
	}
	var read config
	if err := json.Unmarshal(bytes, &read); err != nil {
		log.Fatalf("%s: %v", path, err)
	}
	return read
}

// whoAmI needs /etc/passwd: without it there is a number and no name.
func whoAmI() string {
	current, err := user.LookupId(fmt.Sprint(os.Getuid()))
	if err != nil {
		return err.Error()
	}
	return current.Username
}

func listen() string {
	if address := os.Getenv("LISTEN"); address != "" {
		return address
	}
	return ":8080"
}
