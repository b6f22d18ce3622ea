using System;
using System.Collections.Generic;
using System.Linq;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>Sets the learning rates of an optimizer's groups, epoch by epoch.</summary>
            public abstract class LRScheduler
            {
                protected int _step_count;
                internal readonly Optimizer _optimizer;
                internal int _last_epoch = -1;
                internal IList<double> _last_lrs;
                internal IList<double> _base_lrs;
                private readonly bool _verbose;

                protected LRScheduler()
                {
                }

                protected LRScheduler(Optimizer optimizer, int last_epoch = -1, bool verbose = false)
                {
                    ArgumentNullException.ThrowIfNull(optimizer);
                    _optimizer = optimizer;
                    _last_epoch = last_epoch;
                    _verbose = verbose;
                    _base_lrs = optimizer.ParamGroups.Select(group => group.InitialLearningRate).ToList();
                    _last_lrs = optimizer.ParamGroups.Select(group => group.LearningRate).ToList();
                }

                /// <summary>Goes to the next epoch.</summary>
                public virtual void step() => step(null);

                /// <summary>Goes to an epoch, or to the next.</summary>
                public virtual void step(int? epoch)
                {
                    _step_count++;
                    _last_epoch = epoch ?? _last_epoch + 1;

                    // Once only: for many schedules the next rates depend on those in force.
                    List<double> rates = (epoch.HasValue ? get_closed_form_lr() : get_lr()).ToList();
                    List<ILearningRateController> groups = _optimizer.ParamGroups.ToList();
                    for (int i = 0; i < _base_lrs.Count; i++)
                    {
                        groups[i].LearningRate = rates[i];
                        if (_verbose && _last_lrs[i] != rates[i])
                        {
                            Console.WriteLine($"Adjusting learning rate to {rates[i]}");
                        }

                        _last_lrs[i] = rates[i];
                    }
                }

                /// <summary>Goes to an epoch, or to the next; <paramref name="current"/>, a metric, is not looked at.</summary>
                public virtual void step(double current, int? epoch = null) => step(epoch);

                /// <summary>The rates that were set last.</summary>
                public IEnumerable<double> get_last_lr() => _last_lrs;

                protected virtual IEnumerable<double> get_lr() => Rates(rate => rate);

                protected virtual IEnumerable<double> get_closed_form_lr() => get_lr();

                /// <summary>A function of each rate in force.</summary>
                private protected IEnumerable<double> Rates(Func<double, double> next) =>
                    _optimizer.ParamGroups.Select(group => next(group.LearningRate));
            }
        }
    }
}
