//go:build !linux

package doctor

import "context"

// unsynchronised is not known here.
func unsynchronised() bool { return false }

func (e *exam) lookAtMemory(context.Context) []Finding {
	return one("memory", "system", OK, "Whether crashes write memory to disk is the system's choice here.", "")
}
