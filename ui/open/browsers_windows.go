package open

import (
	"strings"

	"golang.org/x/sys/windows/registry"
)

// clients is where browsers register. (Microsoft, "Registering Programs with Client Types")
const clients = `SOFTWARE\Clients\StartMenuInternet`

func installed() (list []Browser) {
	for _, root := range []registry.Key{registry.CURRENT_USER, registry.LOCAL_MACHINE} {
		all, err := registry.OpenKey(root, clients, registry.ENUMERATE_SUB_KEYS)
		if err != nil {
			continue
		}
		names, _ := all.ReadSubKeyNames(-1)
		_ = all.Close()
		for _, name := range names {
			title, program := value(root, clients+`\`+name), value(root, clients+`\`+name+`\shell\open\command`)
			if program = strings.Trim(program, `"`); title != "" && strings.HasSuffix(strings.ToLower(program), ".exe") {
				list = append(list, Browser{title, joined([]string{program})})
			}
		}
	}
	return list
}

// value is the default value of a key, "" where there is none.
func value(root registry.Key, path string) string {
	key, err := registry.OpenKey(root, path, registry.QUERY_VALUE)
	if err != nil {
		return ""
	}
	defer key.Close()
	text, _, _ := key.GetStringValue("")
	return text
}
