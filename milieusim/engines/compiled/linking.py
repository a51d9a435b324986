"""Compiling the kernel as one piece of code.

numba links, optimises and emits every function that compiled code calls by itself, and then once more in each
of its callers. None of the kernel's parts is ever called from outside: here they are only translated, and
optimised and emitted once, together with the kernel.
"""

from functools import cache


@cache
def pipelines():
    """Return the numba pipelines (of a part, of the whole kernel); results are those of numba's own.

    Returns
    -------
    tuple of two classes for `numba.njit(pipeline_class=...)`
        (None, None) with a numba that is made differently inside: the kernel then compiles, only slower.
    """
    try:
        return _pipelines()
    except (ImportError, AttributeError):
        return None, None


def _pipelines():
    part, whole = _libraries()
    return _with_lowering(_part_lowering(part)), _with_lowering(_whole_lowering(whole))


def _libraries():
    """Return what holds the code of a part and of the whole."""
    from numba.core.codegen import JITCodeLibrary

    class Part(JITCodeLibrary):
        """Code that waits to be linked into a whole."""

        def _ensure_finalized(self):
            pass

        def add_linking_library(self, library):
            library._ensure_finalized()
            self._linking_libraries.append(library)

        def _get_module_for_linking(self):
            return self._final_module

    class Whole(JITCodeLibrary):
        """Code of the kernel, with all that it calls."""

        def finalize(self):
            own = {function.name for function in self._final_module.functions}
            for library in _all_parts(self._linking_libraries, Part):
                self._final_module.link_in(library._get_module_for_linking(), preserve=True)
            self._linking_libraries = []
            for function in self._final_module.functions:
                if not function.is_declaration and function.name not in own:
                    function.linkage = "internal"  # free to vanish into its callers
            super().finalize()

    return Part, Whole


def _part_lowering(library):
    """Return the pass that translates a part, and does no more."""
    from numba import _dynfunc
    from numba.core.compiler_machinery import register_pass
    from numba.core.typed_passes import NativeLowering

    @register_pass(mutates_CFG=True, analysis_only=False)
    class PartLowering(NativeLowering):
        _name = "milieusim_part_lowering"

        def run_pass(self, state):
            state.library = library(state.targetctx.codegen(), state.func_id.func_qualname)
            state.flags.no_compile = True
            super().run_pass(state)
            lowered = state.cr
            # Stands for the function among numba's implementations; nobody calls it.
            entry = _dynfunc.make_function(
                lowered.fndesc.lookup_module(), state.func_id.func_name, "", 0, lowered.env, (state.library,)
            )
            state.targetctx.insert_user_function(entry, lowered.fndesc, [state.library])
            state.cr = lowered._replace(cfunc=entry)
            return True

    return PartLowering


def _whole_lowering(library):
    """Return the pass that translates the kernel into a library of its own."""
    from numba.core.compiler_machinery import register_pass
    from numba.core.typed_passes import NativeLowering

    @register_pass(mutates_CFG=True, analysis_only=False)
    class WholeLowering(NativeLowering):
        _name = "milieusim_whole_lowering"

        def run_pass(self, state):
            state.library = library(state.targetctx.codegen(), state.func_id.func_qualname)
            state.library.enable_object_caching()
            return super().run_pass(state)

    return WholeLowering


def _with_lowering(lowering):
    """Return numba's pipeline with another pass in the place of its lowering."""
    from numba.core.compiler import Compiler
    from numba.core.typed_passes import NativeLowering

    class Pipeline(Compiler):
        def define_pipelines(self):
            managers = super().define_pipelines()
            for manager in managers:
                manager.passes = [
                    (lowering, text) if each is NativeLowering else (each, text)
                    for each, text in manager.passes
                ]
                manager._finalized = False
                manager.finalize()
            return managers

    return Pipeline


def _all_parts(libraries, part):
    found, waiting = {}, list(libraries)
    while waiting:
        library = waiting.pop(0)
        if id(library) not in found:
            found[id(library)] = library
            if isinstance(library, part):
                waiting += library._linking_libraries
    return list(found.values())
