/* For tests only, and never packed: Windows 10 has this library, wine 8 has not, and what is written in Rust asks it for
 * random bytes. */
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID bytes, ULONG count);

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T count) {
    return SystemFunction036(bytes, (ULONG)count);
}

BOOL WINAPI DllMainCRTStartup(HINSTANCE ours, DWORD why, LPVOID more) {
    (void)ours, (void)why, (void)more;
    return TRUE;
}
