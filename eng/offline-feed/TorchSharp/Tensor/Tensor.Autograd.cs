using System;
using System.Collections.Generic;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The gradient that backward has summed up; null before the first time, and to clear it.</summary>
        public unsafe Tensor grad
        {
            get
            {
                nint gradient;
                NativeError.Check(NativeMethods.ts_grad(Handle, &gradient));
                GC.KeepAlive(this);
                return gradient == 0 ? null : new Tensor(gradient);
            }

            set
            {
                NativeError.Check(NativeMethods.ts_set_grad(Handle, value is null ? 0 : value.Handle));
                GC.KeepAlive(this);
                GC.KeepAlive(value);
            }
        }

        public bool requires_grad
        {
            get => NativeMethods.ts_requires_grad(Handle) != 0;
            set
            {
                NativeError.Check(NativeMethods.ts_set_requires_grad(Handle, value ? 1 : 0));
                GC.KeepAlive(this);
            }
        }

        public bool is_leaf => NativeMethods.ts_is_leaf(Handle) > 0;

        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        /// <summary>Makes backward keep the gradient of a tensor that is not a leaf.</summary>
        public void retain_grad()
        {
            NativeError.Check(NativeMethods.ts_retain_grad(Handle));
            GC.KeepAlive(this);
        }

        public void backward() => autograd.backward(this, (IList<Tensor>)null);

        public void backward(
            IList<Tensor> grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor> inputs = null) =>
            autograd.backward(this, grad_tensors, retain_graph, create_graph, inputs);

        /// <summary>The same values without their history.</summary>
        public Tensor detach() => Aten.detach.Call([this]);

        public Tensor detach_() => Aten.detach_.CallInPlace([this]);
    }
}
