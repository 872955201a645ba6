/* For tests only, and never packed: Windows 10 has ICU, wine 8 has not. Qt asks it for rare encodings only; here it is told
 * that there are none. */
#include <stddef.h>

#define OFFERED __declspec(dllexport)
#define FILE_ACCESS_ERROR 4

static void *none(int *error) {
    if (error)
        *error = FILE_ACCESS_ERROR;
    return NULL;
}

OFFERED void *ucnv_open(const char *name, int *error) { return (void)name, none(error); }
OFFERED const char *ucnv_getName(const void *converter, int *error) { return (void)converter, none(error); }
OFFERED const char *ucnv_getStandardName(const char *name, const char *standard, int *error) {
    return (void)name, (void)standard, none(error);
}
OFFERED const char *ucnv_getAvailableName(int number) { return (void)number, NULL; }
OFFERED int ucnv_countAvailable(void) { return 0; }
OFFERED signed char ucnv_getMaxCharSize(const void *converter) { return (void)converter, 1; }
OFFERED int ucnv_toUCountPending(const void *converter, int *error) { return (void)converter, none(error), 0; }
OFFERED int ucnv_fromUCountPending(const void *converter, int *error) { return (void)converter, none(error), 0; }

/* With no converter to be had, nobody comes to these. */
OFFERED void UCNV_FROM_U_CALLBACK_SUBSTITUTE(void) {}
OFFERED void UCNV_TO_U_CALLBACK_SUBSTITUTE(void) {}
OFFERED void ucnv_cbFromUWriteUChars(void) {}
OFFERED void ucnv_cbToUWriteUChars(void) {}
OFFERED void ucnv_close(void) {}
OFFERED void ucnv_fromUnicode(void) {}
OFFERED void ucnv_getFromUCallBack(void) {}
OFFERED void ucnv_getToUCallBack(void) {}
OFFERED void ucnv_reset(void) {}
OFFERED void ucnv_setFromUCallBack(void) {}
OFFERED void ucnv_setToUCallBack(void) {}
OFFERED void ucnv_toUnicode(void) {}

int __stdcall DllMainCRTStartup(void *ours, unsigned why, void *more) { return (void)ours, (void)why, (void)more, 1; }
