using System;
using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A tensor that a module registers for training. It takes the place of the tensor it is made of.</summary>
public class Parameter : Tensor
{
    /// <param name="data">Becomes empty: its native tensor, and its place in a dispose scope, are the parameter's from now on.</param>
    public Parameter(Tensor data, bool requires_grad = true)
        : base(data.requires_grad_(requires_grad).MoveHandle(), register: false) => DisposeScope.Replace(data, this);

    private Parameter(IntPtr handle)
        : base(handle)
    {
    }

    /// <summary>Another object for the same native parameter, owned by the innermost scope.</summary>
    internal Parameter AnotherReference() => new(NativeMethods.ts_alias(Handle));
}
