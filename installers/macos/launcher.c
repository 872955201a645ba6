/* Start the program in this very process.

   So macOS takes its window, and the files that it is asked to open, to be those of Pledgebook and not of Python. The Python
   of this folder is isolated: no variable of the environment leads it to other modules. */

#include <Python.h>

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef __APPLE__
#include <mach-o/dyld.h>
#else /* where it is tested */
#include <unistd.h>
#endif

#ifndef HOME
#define HOME "Frameworks/Python.framework/Versions/3.11"
#endif

/* Write the path of this program, links followed; 0 when it fits. */
static int find_self(char path[PATH_MAX])
{
#ifdef __APPLE__
    char unresolved[PATH_MAX];
    uint32_t size = sizeof unresolved;
    return _NSGetExecutablePath(unresolved, &size) != 0 || realpath(unresolved, path) == NULL;
#else
    return realpath("/proc/self/exe", path) == NULL;
#endif
}

/* Take the last `count` parts off a path. */
static void go_up(char *path, int count)
{
    while (count-- > 0) {
        char *slash = strrchr(path, '/');
        if (slash != NULL)
            *slash = '\0';
    }
}

static int set_path(PyConfig *config, wchar_t **option, const char *contents, const char *inside)
{
    char path[PATH_MAX];
    if (snprintf(path, sizeof path, "%s/%s", contents, inside) >= (int)sizeof path)
        return 1;
    return PyStatus_Exception(PyConfig_SetBytesString(config, option, path));
}

int main(int argc, char **argv)
{
    char self[PATH_MAX], contents[PATH_MAX];
    PyPreConfig before;
    PyConfig config;

    if (find_self(self)) {
        fputs("Pledgebook cannot find its own folder.\n", stderr);
        return 2;
    }
    strcpy(contents, self);
    go_up(contents, 2); /* Contents/MacOS/Pledgebook */

    PyPreConfig_InitIsolatedConfig(&before);
    before.utf8_mode = 1;
    if (PyStatus_Exception(Py_PreInitialize(&before)))
        return 2;
    PyConfig_InitIsolatedConfig(&config);
    config.write_bytecode = 0;
    config.parse_argv = 0;
    if (PyStatus_Exception(PyConfig_SetBytesString(&config, &config.executable, self))
        || PyStatus_Exception(PyConfig_SetBytesString(&config, &config.program_name, self))
        || set_path(&config, &config.home, contents, HOME)
        || set_path(&config, &config.run_filename, contents, "Resources/runtime/boot.py")
        || PyStatus_Exception(PyConfig_SetBytesArgv(&config, argc, argv))
        || PyStatus_Exception(Py_InitializeFromConfig(&config))) {
        fputs("Pledgebook cannot start its Python: its folder is not whole.\n", stderr);
        return 2;
    }
    PyConfig_Clear(&config);
    return Py_RunMain();
}
