using System;
using System.Collections.Generic;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp;

/// <summary>Walks over what lies below a module, with dotted names.</summary>
internal static class ModuleTree
{
    /// <summary>Tensors by object, as parameters and buffers are told apart.</summary>
    internal static HashSet<Tensor> NewSeen() => new(ReferenceEqualityComparer.Instance);

    /// <summary>The parameters or buffers of children, each once and without disposed ones.</summary>
    /// <param name="seen">What is not to be listed again; null starts afresh with every enumeration.</param>
    internal static IEnumerable<(string name, T tensor)> Tensors<T>(
        IEnumerable<(string name, Module module)> children, Func<Module, IEnumerable<(string name, T tensor)>> listed,
        HashSet<Tensor> seen = null)
        where T : Tensor
    {
        seen ??= NewSeen();
        foreach ((string childName, Module child) in children)
        {
            foreach ((string name, T tensor) in listed(child))
            {
                if (!tensor.IsInvalid && seen.Add(tensor))
                {
                    yield return ($"{childName}.{name}", tensor);
                }
            }
        }
    }

    /// <summary>The children, then the modules below each.</summary>
    internal static IEnumerable<(string name, Module module)> Modules(IEnumerable<(string name, Module module)> children)
    {
        foreach ((string, Module) child in children)
        {
            yield return child;
        }

        foreach ((string childName, Module child) in children)
        {
            foreach ((string name, Module module) in child.named_modules())
            {
                yield return ($"{childName}.{name}", module);
            }
        }
    }
}
