package open

import "syscall"

// opener names no program: the shell that opens addresses is part of the system.
func opener() (string, error) { return "", nil }

// folderProgram shows folders.
const folderProgram = "explorer.exe"

// ownSession keeps Ctrl+C in the console from ending the browser too.
func ownSession() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{CreationFlags: syscall.CREATE_NEW_PROCESS_GROUP}
}
