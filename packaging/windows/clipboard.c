/* Says what is on the clipboard of Windows: one line a format, with its number
 * where it has no name, and what it holds: text, or its first four bytes as a
 * number. It is for try.sh, and no part of what ships. */
#include <stdio.h>
#include <string.h>
#include <windows.h>

int main(void) {
	if (!OpenClipboard(NULL)) {
		fprintf(stderr, "clipboard: error %lu\n", GetLastError());
		return 1;
	}
	for (UINT format = EnumClipboardFormats(0); format != 0; format = EnumClipboardFormats(format)) {
		char name[200];
		if (GetClipboardFormatNameA(format, name, sizeof name) == 0)
			snprintf(name, sizeof name, "%u", format);
		HANDLE handle = GetClipboardData(format);
		void *data = handle == NULL ? NULL : GlobalLock(handle);
		if (data == NULL) {
			printf("%s -\n", name);
			continue;
		}
		if (format == CF_UNICODETEXT) {
			printf("text %ls\n", (wchar_t *)data);
		} else {
			DWORD value = 0;
			SIZE_T size = GlobalSize(handle);
			memcpy(&value, data, size < sizeof value ? size : sizeof value);
			printf("%s %lu\n", name, value);
		}
		GlobalUnlock(handle);
	}
	CloseClipboard();
	return 0;
}
