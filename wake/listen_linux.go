package wake

import (
	"errors"
	"math"
	"os"
	"sync"

	"golang.org/x/sys/unix"

	"github.com/authfob/authfob/crash"
)

// Told says that every change of the clock and every wake-up is told at once.
const Told = true

// listen calls changed at each change until stop is called, which waits for a
// call under way. What cannot be opened, in a sandbox, say, is left out.
func listen(changed func()) (stop func()) {
	var all sync.WaitGroup
	var files []*os.File
	for _, open := range []func() (*os.File, error){clock, routes} {
		f, err := open()
		if err != nil {
			continue
		}
		files = append(files, f)
		all.Go(crash.Guard("wake", func() { hear(f, changed) })) // until stop closes f
	}
	return func() {
		for _, f := range files {
			_ = f.Close()
		}
		all.Wait()
	}
}

// hear reads news, which some errors are as well.
func hear(f *os.File, changed func()) {
	buf := make([]byte, 32<<10)
	for {
		_, err := f.Read(buf)
		if err != nil && !errors.Is(err, unix.ECANCELED) && !errors.Is(err, unix.ENOBUFS) {
			return
		}
		changed()
	}
}

// clock is a timer that never fires, and reads as cancelled when the clock was
// set or the computer has woken up. (timerfd_create(2), TFD_TIMER_CANCEL_ON_SET)
func clock() (*os.File, error) {
	fd, err := unix.TimerfdCreate(unix.CLOCK_REALTIME, unix.TFD_NONBLOCK|unix.TFD_CLOEXEC)
	if err != nil {
		return nil, err
	}
	never := unix.ItimerSpec{Value: unix.NsecToTimespec(math.MaxInt64)}
	if err := unix.TimerfdSettime(fd, unix.TFD_TIMER_ABSTIME|unix.TFD_TIMER_CANCEL_ON_SET, &never, nil); err != nil {
		_ = unix.Close(fd)
		return nil, err
	}
	return os.NewFile(uintptr(fd), "clock"), nil
}

// routes is where the kernel tells of every route that comes or goes. (rtnetlink(7))
func routes() (*os.File, error) {
	fd, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_RAW|unix.SOCK_CLOEXEC|unix.SOCK_NONBLOCK, unix.NETLINK_ROUTE)
	if err != nil {
		return nil, err
	}
	if err := unix.Bind(fd, &unix.SockaddrNetlink{Family: unix.AF_NETLINK, Groups: unix.RTMGRP_IPV4_ROUTE | unix.RTMGRP_IPV6_ROUTE}); err != nil {
		_ = unix.Close(fd)
		return nil, err
	}
	return os.NewFile(uintptr(fd), "routes"), nil
}
