package open

import "syscall"

// ready finds nothing wrong: the shell that opens addresses is part of the system.
func ready() error { return nil }

// ownSession keeps Ctrl+C in the console from ending the browser too.
func ownSession() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{CreationFlags: syscall.CREATE_NEW_PROCESS_GROUP}
}
