package flow

import (
	"encoding/json"
	"fmt"

	"github.com/authfob/authfob/auth"
	"github.com/authfob/authfob/auth/strictjson"
)

// object is one JSON object, its member names exactly as written.
type object map[string]any

// parseObject reads an answer as one JSON object, strictly. (requirement 19)
func parseObject(data []byte) (object, error) {
	obj, err := strictjson.Object(data)
	if err != nil {
		return nil, fmt.Errorf("the answer is %v", err)
	}
	return obj, nil
}

// text returns a string member, "" where there is none.
func (o object) text(name string) string {
	s, _ := o[name].(string)
	return s
}

// words returns a member as text whatever scalar it is: for messages only.
func (o object) words(names ...string) string {
	for _, name := range names {
		switch v := o[name].(type) {
		case string:
			if v != "" {
				return v
			}
		case json.Number:
			return v.String()
		}
	}
	return ""
}

// maxNames bounds a list of names.
const maxNames = 50

// names returns a member's texts, cleaned; nil where it is no list.
func (o object) names(name string) []string {
	list, _ := o[name].([]any)
	var names []string
	for _, e := range list[:min(len(list), maxNames)] {
		if s, ok := e.(string); ok {
			names = append(names, auth.Clean(s, 60))
		}
	}
	return names
}
