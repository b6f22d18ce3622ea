using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp.Modules;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class utils
        {
            private static readonly Op NormsOp = new("_foreach_norm.Scalar");
            private static readonly Op MultiplyAllOp = new("_foreach_mul_.Scalar");
            private static readonly Op StackOp = new("stack");
            private static readonly Op NormOp = new("norm.Scalar");
            private static readonly Op ItemOp = new("item");
            private static readonly Op ClampOp = new("clamp_");
            private static readonly Op FlattenOp = new("reshape");
            private static readonly Op CatOp = new("cat");

            /// <summary>Scales all gradients by one factor, so that the norm of all together is at most <paramref name="max_norm"/>.</summary>
            /// <returns>The norm before.</returns>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2.0)
            {
                using IDisposable untracked = no_grad();
                using DisposeScope scope = NewDisposeScope();
                Tensor[] gradients = Gradients(tensors);
                if (gradients.Length == 0)
                {
                    return 0.0;
                }

                // One call for all norms and one read of the total: everything else waits for nothing.
                Tensor norms = StackOp.Call([NormsOp.CallList([gradients, norm_type])]);
                double total = ItemOp.CallValue([NormOp.Call([norms, norm_type])]).Real;
                double factor = max_norm / (total + 1e-6);

                // A norm that is not a number makes gradients that are not: the caller sees it, as in the original.
                if (!(factor >= 1))
                {
                    MultiplyAllOp.CallInPlace([gradients, factor]);
                }

                return total;
            }

            /// <summary>Cuts every element of every gradient to [-clip_value, clip_value].</summary>
            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                using IDisposable untracked = no_grad();
                using DisposeScope scope = NewDisposeScope();
                foreach (Tensor gradient in Gradients(tensors))
                {
                    ClampOp.CallInPlace([gradient, -clip_value, clip_value]);
                }
            }

            /// <summary>All elements of all parameters, one after another.</summary>
            public static Tensor parameters_to_vector(IEnumerable<Parameter> tensors)
            {
                using DisposeScope scope = NewDisposeScope();
                return CatOp.Call([tensors.Select(Flattened).ToArray()]).MoveToOuterDisposeScope();

                static Tensor Flattened(Parameter parameter) => FlattenOp.Call([parameter, new[] { -1L }]);
            }

            /// <summary>Takes the elements of all parameters from one vector.</summary>
            public static void vector_to_parameters(Tensor vec, IEnumerable<Parameter> tensors)
            {
                using IDisposable untracked = no_grad();
                using DisposeScope scope = NewDisposeScope();
                long start = 0;
                foreach (Parameter parameter in tensors)
                {
                    long count = parameter.numel();
                    parameter.copy_(vec.narrow(0, start, count).view(parameter.shape));
                    start += count;
                }
            }

            private static Tensor[] Gradients(IEnumerable<Parameter> tensors) =>
                tensors.Select(parameter => parameter.grad).Where(gradient => gradient is not null).ToArray();
        }
    }
}
