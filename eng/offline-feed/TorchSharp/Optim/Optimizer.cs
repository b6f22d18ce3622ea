using System;
using System.Collections.Generic;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>The base of all optimizers.</summary>
        public abstract class Optimizer : IDisposable
        {
            protected IList<ParamGroup> _parameter_groups;

            /// <summary>The groups, as what schedules see of them.</summary>
            public virtual IEnumerable<ILearningRateController> ParamGroups => _parameter_groups;

            /// <summary>The parameters of all groups.</summary>
            public abstract IEnumerable<Parameter> parameters();

            /// <summary>Adds a group, whose options that are not set become the optimizer's.</summary>
            public abstract void add_param_group(ParamGroup param_group);

            /// <summary>Fills the gradients with zeros, in place.</summary>
            public abstract void zero_grad();

            /// <summary>Updates the parameters once.</summary>
            /// <param name="closure">Computes the loss first, with gradients on; the loss is what is returned.</param>
            public abstract Tensor step(Func<Tensor> closure = null);

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
            }

            /// <summary>Options by group, and states by parameter, as references into the optimizer.</summary>
            public class StateDictionary
            {
                internal StateDictionary()
                {
                }

                public List<OptimizerOptions> Options { get; private set; } = new();

                public List<OptimizerState> State { get; private set; } = new();

                /// <summary>For each group, the places of its parameters in <see cref="State"/>.</summary>
                public List<List<int>> StateIndexRef { get; private set; } = new();
            }
        }

        /// <summary>What a learning rate schedule turns.</summary>
        public interface ILearningRateController
        {
            double LearningRate { get; set; }

            double InitialLearningRate { get; set; }
        }

        /// <summary>What has a momentum.</summary>
        public interface IMomentum
        {
            double Momentum { get; set; }
        }

        /// <summary>What has the decay rates of the two moments.</summary>
        public interface IBetas
        {
            (double, double) Betas { get; set; }
        }
    }
}
