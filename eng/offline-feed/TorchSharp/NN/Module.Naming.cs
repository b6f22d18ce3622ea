#nullable enable
using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>Children under their names.</summary>
            public virtual IEnumerable<(string name, Module module)> named_children() => _internal_submodules;

            /// <summary>All modules below this one: the children first, then what is below each.</summary>
            public virtual IEnumerable<(string name, Module module)> named_modules() => ModuleTree.Modules(_internal_submodules);

            public virtual IEnumerable<Module> children() => named_children().Select(child => child.module);

            public virtual IEnumerable<Module> modules() => named_modules().Select(item => item.module);

            /// <summary>Parameters under their names; an object that is registered twice, under the first.</summary>
            /// <remarks>As in the original, two objects for one native parameter are two parameters.</remarks>
            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                HashSet<Tensor> seen = ModuleTree.NewSeen();
                foreach ((string, Parameter parameter) own in _internal_params)
                {
                    if (!own.parameter.IsInvalid && seen.Add(own.parameter))
                    {
                        yield return own;
                    }
                }

                if (!recurse)
                {
                    yield break;
                }

                foreach ((string, Parameter) below in ModuleTree.Tensors(_internal_submodules, child => child.named_parameters(true), seen))
                {
                    yield return below;
                }
            }

            public virtual IEnumerable<Parameter> parameters(bool recurse = true) =>
                named_parameters(recurse).Select(item => item.parameter);

            /// <summary>Persistent buffers under their names; as in the original, others are never listed.</summary>
            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                HashSet<Tensor> seen = ModuleTree.NewSeen();
                foreach ((string name, (Tensor buffer, bool persistent)) in _internal_buffers)
                {
                    if (persistent && !buffer.IsInvalid && seen.Add(buffer))
                    {
                        yield return (name, buffer);
                    }
                }

                if (!recurse)
                {
                    yield break;
                }

                foreach ((string, Tensor) below in ModuleTree.Tensors(
                    _internal_submodules, child => child.named_buffers(true, include_nonpersistent), seen))
                {
                    yield return below;
                }
            }

            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(item => item.buffer);

            /// <summary>Whether a buffer is registered under this dotted name.</summary>
            public virtual bool has_buffer(string target) =>
                _internal_buffers.ContainsKey(target) || Below(target).Any(below => below.child.has_buffer(below.rest));

            /// <summary>Whether a parameter is registered under this dotted name.</summary>
            public virtual bool has_parameter(string target) =>
                _internal_params.ContainsKey(target) || Below(target).Any(below => below.child.has_parameter(below.rest));

            /// <summary>The buffer of this dotted name, or null.</summary>
            public virtual Tensor? get_buffer(string target) =>
                _internal_buffers.TryGetValue(target, out (Tensor tensor, bool) buffer)
                    ? buffer.tensor
                    : Below(target).Select(below => below.child.get_buffer(below.rest)).FirstOrDefault(found => found is not null);

            /// <summary>The parameter of this dotted name, or null.</summary>
            public virtual Parameter? get_parameter(string target) =>
                _internal_params.TryGetValue(target, out Parameter? parameter)
                    ? parameter
                    : Below(target).Select(below => below.child.get_parameter(below.rest)).FirstOrDefault(found => found is not null);

            private IEnumerable<(Module child, string rest)> Below(string target)
            {
                int dot = target.IndexOf('.', StringComparison.Ordinal);
                return dot < 0
                    ? []
                    : named_children().Where(child => child.name == target[..dot]).Select(child => (child.module, target[(dot + 1)..]));
            }
        }
    }
}
