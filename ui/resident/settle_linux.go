package resident

import (
	"bufio"
	"io"
	"os"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// pages are parts of the address space that hold what a file does.
type pages []span

type span struct{ start, end uintptr }

// programPages finds where the program itself is mapped; nothing where the
// system does not say.
func programPages() pages {
	self, err := os.Readlink("/proc/self/exe")
	if err != nil {
		return nil
	}
	maps, err := os.Open("/proc/self/smaps")
	if err != nil {
		return nil
	}
	defer maps.Close()
	return clean(maps, self)
}

// clean returns the mappings of the file called path that hold nothing else:
// they cannot be written, and no page of them was. (A linker writes into some
// that are read-only afterwards.)
func clean(smaps io.Reader, path string) (list pages) {
	lines := bufio.NewScanner(smaps)
	var last span // of the program; zero while another's lines are read
	for lines.Scan() {
		fields := strings.Fields(lines.Text())
		switch {
		case len(fields) < 2:
		case fields[0] == "Anonymous:":
			if fields[1] == "0" && last.end > 0 {
				list = append(list, last)
			}
		case !strings.HasSuffix(fields[0], ":"):
			last = span{}
			if strings.HasPrefix(fields[1], "r-") && strings.HasSuffix(lines.Text(), " "+path) {
				last = parseSpan(fields[0])
			}
		}
	}
	return list
}

func parseSpan(s string) span {
	from, to, _ := strings.Cut(s, "-")
	start, err := strconv.ParseUint(from, 16, 64)
	end, err2 := strconv.ParseUint(to, 16, 64)
	if err != nil || err2 != nil || end < start {
		return span{}
	}
	return span{uintptr(start), uintptr(end)}
}

// giveBack unmaps the pages that were looked at so far, which are mostly code
// that ran once. They stay in the system's cache of the file, and each comes
// back from there when it is needed; until then they are not this process's.
func (p pages) giveBack() {
	for _, s := range p {
		_, _, _ = unix.Syscall(unix.SYS_MADVISE, s.start, s.end-s.start, unix.MADV_DONTNEED)
	}
}
