using System;
using System.Collections.Generic;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>What a function's forward hands to its backward.</summary>
        public class AutogradContext : IDisposable
        {
            private readonly Dictionary<string, object> _data = [];

            internal AutogradContext()
            {
            }

            /// <summary>Whether backward gets zeros for an output that no gradient has reached; otherwise an empty tensor.</summary>
            public bool MaterializeGrads { get; private set; } = true;

            internal List<Tensor> ToSave { get; private set; } = [];

            internal List<Tensor> Dirty { get; private set; } = [];

            internal List<Tensor> NonDifferentiable { get; private set; } = [];

            /// <summary>The native node, from the end of forward for as long as the graph lives.</summary>
            internal nint Node { get; set; }

            internal int SavedCount { get; set; }

            /// <summary>Keeps inputs and outputs of forward; changing them in place before backward is then found out.</summary>
            public void save_for_backward(List<Tensor> tensors) => ToSave = tensors;

            public unsafe List<Tensor> get_saved_variables()
            {
                var handles = new nint[Node == 0 ? 0 : SavedCount];
                fixed (nint* first = handles)
                {
                    if (handles.Length > 0)
                    {
                        NativeError.Check(NativeMethods.ts_node_saved(Node, first, handles.Length));
                    }
                }

                return Owned(handles);
            }

            /// <summary>Keeps anything but tensors.</summary>
            public void save_data(string key, object value) => _data[key] = value;

            public object get_data(string key) => _data.GetValueOrDefault(key);

            /// <summary>Names inputs that forward has changed in place.</summary>
            public void mark_dirty(List<Tensor> tensors) => Dirty = [.. tensors];

            /// <summary>Names outputs that have no gradient.</summary>
            public void mark_non_differentiable(List<Tensor> tensors) => NonDifferentiable = [.. tensors];

            public void set_materialize_grads(bool value) => MaterializeGrads = value;

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            // What is saved belongs to the native node and goes with it.
            protected virtual void Dispose(bool disposing) => _data.Clear();
        }
    }
}
