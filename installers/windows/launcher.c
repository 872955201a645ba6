/* Starts Pledgebook with the Python that lies beside it. Nothing is unpacked, nothing is written, nothing is fetched.
 *
 * Two programs are made of this: Pledgebook.exe, which has a window, and pledgebook-cli.exe (-DCONSOLE), which has the
 * streams of whoever started it. Python is found by its full path, runs isolated (no PYTHON… variable, no folder of the
 * user's), and Windows never looks for libraries in the folder that happens to be the current one.
 */
#include <stdlib.h>
#include <wchar.h>
#include <windows.h>

#include "launcher_texts.h"

#define LONGEST 32768
#define WORDS_OF_OURS 8

typedef int (*main_of_python)(int, wchar_t **);
typedef int(WINAPI *message_box)(HWND, LPCWSTR, LPCWSTR, UINT);

static wchar_t folder[LONGEST];

static const wchar_t *spoken(const struct texts *texts) {
    LANGID language = PRIMARYLANGID(GetUserDefaultUILanguage());
    for (const struct texts *each = texts; each->text; each++)
        if (each->language == language)
            return each->text;
    return texts->text;
}

/* Say one sentence, with what it is about below; return the exit status. */
static int tell(const struct texts *texts, const wchar_t *about) {
    static wchar_t said[LONGEST + 2048];
    wcscpy(said, spoken(texts));
    wcscat(said, L"\n\n");
    wcscat(said, about);
#ifdef CONSOLE
    static char bytes[4 * LONGEST];
    HANDLE errors = GetStdHandle(STD_ERROR_HANDLE);
    DWORD written;
    wcscat(said, L"\n");
    if (!WriteConsoleW(errors, said, (DWORD)wcslen(said), &written, NULL)) {
        int length = WideCharToMultiByte(CP_UTF8, 0, said, -1, bytes, sizeof bytes, NULL, NULL);
        WriteFile(errors, bytes, length > 0 ? (DWORD)length - 1 : 0, &written, NULL);
    }
#else
    /* Asked for by name: what has windows loads the library of C, and that takes the streams as they are at that time. */
    HMODULE user = LoadLibraryExW(L"user32.dll", NULL, LOAD_LIBRARY_SEARCH_SYSTEM32);
    message_box show = user ? (message_box)(void *)GetProcAddress(user, "MessageBoxW") : NULL;
    BOOL right_to_left = PRIMARYLANGID(GetUserDefaultUILanguage()) == LANG_ARABIC;
    if (show)
        show(NULL, said, L"Pledgebook", MB_ICONERROR | (right_to_left ? MB_RTLREADING | MB_RIGHT : 0));
#endif
    return 3;
}

/* Return a path inside the folder of the program. */
static wchar_t *inside(const wchar_t *name) {
    wchar_t *path = calloc(wcslen(folder) + wcslen(name) + 1, sizeof *path);
    if (!path)
        ExitProcess(3);
    wcscpy(path, folder);
    wcscat(path, name);
    return path;
}

static BOOL is_there(const wchar_t *path) {
    return GetFileAttributesW(path) != INVALID_FILE_ATTRIBUTES;
}

/* Whether what a portable program keeps can be kept: a stick can be closed against writing by a switch. */
static BOOL can_keep(void) {
    CreateDirectoryW(inside(L"home"), NULL);
    HANDLE file = CreateFileW(inside(L"home\\.writable"), GENERIC_WRITE, 0, NULL, CREATE_ALWAYS,
                              FILE_ATTRIBUTE_TEMPORARY | FILE_FLAG_DELETE_ON_CLOSE, NULL);
    if (file == INVALID_HANDLE_VALUE)
        return GetLastError() == ERROR_SHARING_VIOLATION; /* two that start at once */
    CloseHandle(file);
    return TRUE;
}

static int run(int count, wchar_t **words) {
    DWORD length = GetModuleFileNameW(NULL, folder, LONGEST - 1);
    while (length && folder[length - 1] != L'\\')
        folder[--length] = 0;
#ifndef CONSOLE
    /* A window has no streams, and whoever started it may have left it broken ones. Only the process that looks words up
       for the spell check is spoken to through them. */
    if (count < 2 || wcscmp(words[1], L"--look-up-words")) {
        SetStdHandle(STD_INPUT_HANDLE, NULL);
        SetStdHandle(STD_OUTPUT_HANDLE, NULL);
        SetStdHandle(STD_ERROR_HANDLE, NULL);
    }
#endif
    SetDllDirectoryW(L"");
    wchar_t *boot = inside(L"runtime\\boot.py");
    if (!is_there(boot))
        return tell(incomplete, boot);
    if (is_there(inside(L"portable.txt")) && !can_keep())
        return tell(read_only, folder);
    AddDllDirectory(inside(L"runtime")); /* the libraries of the compiler, which all others share */
    wchar_t *library = inside(L"runtime\\" PYTHON_LIBRARY);
    HMODULE python = LoadLibraryExW(library, NULL, LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR | LOAD_LIBRARY_SEARCH_SYSTEM32);
    main_of_python python_main = python ? (main_of_python)(void *)GetProcAddress(python, "Py_Main") : NULL;
    wchar_t **all = calloc((size_t)count + WORDS_OF_OURS, sizeof *all);
    if (!python_main || !all)
        return tell(incomplete, library);
    int filled = 0;
    all[filled++] = words[0];
    all[filled++] = L"-I"; /* isolated */
    all[filled++] = L"-B"; /* writes no compiled files */
    all[filled++] = L"-X";
    all[filled++] = L"utf8";
    all[filled++] = boot;
    for (int each = 1; each < count; each++)
        all[filled++] = words[each];
    return python_main(filled, all);
}

#ifdef CONSOLE
int wmain(int count, wchar_t **words) {
    return run(count, words);
}
#else
int WINAPI wWinMain(HINSTANCE ours, HINSTANCE before, LPWSTR line, int show) {
    (void)ours, (void)before, (void)line, (void)show;
    return run(__argc, __wargv);
}
#endif
