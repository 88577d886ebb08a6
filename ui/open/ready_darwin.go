package open

import "syscall"

// ready finds nothing wrong: open(1) is part of the system.
func ready() error { return nil }

// ownSession keeps Ctrl+C in the terminal from ending the browser too.
func ownSession() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setsid: true} }
