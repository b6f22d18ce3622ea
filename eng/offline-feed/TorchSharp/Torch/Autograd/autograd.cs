using System;
using System.Collections.Generic;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>Adds the gradients of some tensors to the leaves that they depend on.</summary>
        /// <param name="tensors">Where to begin.</param>
        /// <param name="grad_tensors">The gradient of each; may be left out where all are scalars.</param>
        /// <param name="retain_graph">Whether a second time is to be possible; by default as <paramref name="create_graph"/>.</param>
        /// <param name="create_graph">Whether the gradients are to have gradients themselves.</param>
        /// <param name="inputs">The leaves to add to; all if null.</param>
        public static unsafe void backward(
            IList<Tensor> tensors, IList<Tensor> grad_tensors = null, bool? retain_graph = null, bool create_graph = false,
            IList<Tensor> inputs = null)
        {
            nint[] roots = Handles(tensors);
            nint[] gradients = Handles(grad_tensors);
            nint[] leaves = Handles(inputs);
            fixed (nint* root = roots, gradient = gradients, leaf = leaves)
            {
                NativeError.Check(NativeMethods.ts_backward(
                    root, roots.Length, gradient, gradients.Length, (retain_graph ?? create_graph) ? 1 : 0, create_graph ? 1 : 0,
                    leaf, leaves.Length));
            }

            GC.KeepAlive(tensors);
            GC.KeepAlive(grad_tensors);
            GC.KeepAlive(inputs);
        }

        public static void backward(
            Tensor tensor, IList<Tensor> grad_tensors = null, bool? retain_graph = null, bool create_graph = false,
            IList<Tensor> inputs = null) =>
            backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        public static void backward(
            Tensor tensor, Tensor grad_tensor, bool? retain_graph = null, bool create_graph = false, IList<Tensor> inputs = null) =>
            backward([tensor], [grad_tensor], retain_graph, create_graph, inputs);

        /// <summary>Gradients of outputs by inputs, returned rather than added up in the leaves.</summary>
        /// <returns>
        /// One for each input; one without a native tensor (<see cref="Tensor.IsInvalid"/>) where the input was not used and need not be.
        /// </returns>
        public static unsafe IList<Tensor> grad(
            IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor> grad_outputs = null, bool retain_graph = false,
            bool create_graph = false, bool allow_unused = false)
        {
            nint[] roots = Handles(outputs);
            nint[] leaves = Handles(inputs);
            nint[] gradients = Handles(grad_outputs);
            var results = new nint[leaves.Length];
            fixed (nint* root = roots, leaf = leaves, gradient = gradients, result = results)
            {
                NativeError.Check(NativeMethods.ts_gradients(
                    root, roots.Length, leaf, leaves.Length, gradient, gradients.Length, retain_graph ? 1 : 0, create_graph ? 1 : 0,
                    allow_unused ? 1 : 0, result));
            }

            GC.KeepAlive(outputs);
            GC.KeepAlive(inputs);
            GC.KeepAlive(grad_outputs);
            return Owned(results);
        }

        public static AnomalyMode detect_anomaly(bool check_nan = true) => new(true, check_nan);

        public static AnomalyMode set_detect_anomaly(bool mode, bool check_nan = true) => new(mode, check_nan);

        /// <summary>Tensors for references that now belong to the caller; an empty one where there is none.</summary>
        internal static List<Tensor> Owned(nint[] references)
        {
            var tensors = new List<Tensor>(references.Length);
            foreach (nint reference in references)
            {
                tensors.Add(reference == 0 ? Tensor.Undefined() : new Tensor(reference));
            }

            return tensors;
        }

        internal static nint[] Handles(IList<Tensor> tensors)
        {
            if (tensors is null)
            {
                return [];
            }

            var handles = new nint[tensors.Count];
            for (int i = 0; i < handles.Length; i++)
            {
                handles[i] = tensors[i] is { IsInvalid: false } tensor ? tensor.Handle : 0;
            }

            return handles;
        }
    }
}
