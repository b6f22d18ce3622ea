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
            public static partial class impl
            {
                /// <summary>Keeps the rate at a fraction for a number of epochs.</summary>
                public class ConstantLR : LRScheduler
                {
                    private readonly double _factor;
                    private readonly int _epochs;

                    public ConstantLR(
                        Optimizer optimizer, double factor = 1.0 / 3, int total_iters = 5, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        (_factor, _epochs) = (factor, total_iters);
                        step();
                    }

                    protected override IEnumerable<double> get_lr() => Rates(rate =>
                        _last_epoch == 0 ? rate * _factor :
                        _last_epoch == _epochs ? rate / _factor :
                        rate);

                    protected override IEnumerable<double> get_closed_form_lr() =>
                        _base_lrs.Select(rate => _last_epoch >= _epochs ? rate : rate * _factor);
                }

                /// <summary>Goes in a straight line from one fraction of the rate to another.</summary>
                public class LinearLR : LRScheduler
                {
                    private readonly double _start;
                    private readonly double _end;
                    private readonly int _epochs;

                    public LinearLR(
                        Optimizer optimizer, double start_factor = 1.0 / 3, double end_factor = 1.0, int total_iters = 5,
                        int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        (_start, _end, _epochs) = (start_factor, end_factor, total_iters);
                        step();
                    }

                    protected override IEnumerable<double> get_lr() => Rates(rate =>
                        _last_epoch == 0 ? rate * _start :
                        _last_epoch > _epochs ? rate :
                        rate * (1 + (_end - _start) / (_epochs * _start + (_last_epoch - 1) * (_end - _start))));

                    protected override IEnumerable<double> get_closed_form_lr() => _base_lrs.Select(
                        rate => rate * (_start + (_end - _start) * Math.Min(_epochs, _last_epoch) / _epochs));
                }

                /// <summary>Falls to zero along a power of the epochs that are left.</summary>
                public class PolynomialLR : LRScheduler
                {
                    private readonly double _epochs;
                    private readonly double _power;

                    public PolynomialLR(
                        Optimizer optimizer, int total_iters = 5, double power = 1.0, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        (_epochs, _power) = (total_iters, power);
                        step();
                    }

                    protected override IEnumerable<double> get_lr() => Rates(rate => _last_epoch == 0 || _last_epoch > _epochs
                        ? rate
                        : rate * Math.Pow((1 - _last_epoch / _epochs) / (1 - (_last_epoch - 1) / _epochs), _power));

                    protected override IEnumerable<double> get_closed_form_lr() =>
                        _base_lrs.Select(rate => rate * Math.Pow(1 - Math.Min(_epochs, _last_epoch) / _epochs, _power));
                }

                /// <summary>Swings between the rate and a least one along a cosine (Loshchilov and Hutter, arXiv 1608.03983).</summary>
                public class CosineAnnealingLR : LRScheduler
                {
                    private readonly double _halfPeriod;
                    private readonly double _least;

                    public CosineAnnealingLR(
                        Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        (_halfPeriod, _least) = (T_max, eta_min);
                        step();
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        if (_last_epoch == 0)
                        {
                            return Rates(rate => rate);
                        }

                        // One epoch after the lowest point the quotient below would be a number by zero.
                        return (_last_epoch - 1 - _halfPeriod) % (2 * _halfPeriod) == 0
                            ? _optimizer.ParamGroups.Select(
                                (group, i) => group.LearningRate + (_base_lrs[i] - _least) * (1 - Math.Cos(Math.PI / _halfPeriod)) / 2)
                            : Rates(rate => Height(_last_epoch) / Height(_last_epoch - 1) * (rate - _least) + _least);
                    }

                    protected override IEnumerable<double> get_closed_form_lr() =>
                        _base_lrs.Select(rate => _least + (rate - _least) * Height(_last_epoch) / 2);

                    private double Height(int epoch) => 1 + Math.Cos(Math.PI * epoch / _halfPeriod);
                }
            }
        }
    }
}
