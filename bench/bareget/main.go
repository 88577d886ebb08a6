// Bareget is the bare parts of a token and nothing else.
package main

import (
	"os"

	"github.com/authfob/authfob/bench/bare"
)

func main() { bare.Print(os.Args[1]) }
