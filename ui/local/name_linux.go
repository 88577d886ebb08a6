package local

import (
	"fmt"
	"os"
	"path/filepath"
)

// maxSocketName is what fits into sockaddr_un, without the final zero byte.
const maxSocketName = 107

// shortName gives a name for the socket that fits into its address: the path
// itself, or one through the open folder. done is called after use.
func shortName(path string) (name string, done func(), err error) {
	if len(path) <= maxSocketName {
		return path, func() {}, nil
	}
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return "", nil, err
	}
	return fmt.Sprintf("/proc/self/fd/%d/%s", dir.Fd(), filepath.Base(path)), func() { _ = dir.Close() }, nil
}
