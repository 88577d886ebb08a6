//go:build unix && !linux

package local

import "fmt"

// maxSocketName is what fits into sockaddr_un of every BSD.
const maxSocketName = 103

// shortName checks that the path fits into a socket's address.
func shortName(path string) (name string, done func(), err error) {
	if len(path) > maxSocketName {
		return "", nil, fmt.Errorf("the path is longer than %d bytes: choose a shorter home", maxSocketName)
	}
	return path, func() {}, nil
}
