//go:build !linux

package resident

// pages are left to systems that take back what is not used by themselves.
type pages struct{}

func programPages() pages { return pages{} }

func (pages) giveBack() {}
