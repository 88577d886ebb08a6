package open

import "syscall"

// opener names no program: open(1) is part of the system.
func opener() (string, error) { return "", nil }

// folderProgram shows folders.
const folderProgram = "/usr/bin/open"

// ownSession keeps Ctrl+C in the terminal from ending the browser too.
func ownSession() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setsid: true} }
