using System;
using System.Collections.Generic;
using TorchSharp.Modules;
using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>
/// Updates parameters by the rule of Adam, several small ones at a time: one native call then serves them all. A large one
/// is a batch of its own, because passing over it again while it is in the processor's cache is worth more than a call.
/// </summary>
internal sealed class AdamBatch(AdamSettings settings)
{
    private const long MostElements = 1 << 16;

    private static readonly Op Multiply = new("_foreach_mul_.Scalar");
    private static readonly Op Divide = new("_foreach_div_.Scalar");
    private static readonly Op AddNumber = new("_foreach_add_.Scalar");
    private static readonly Op Add = new("_foreach_add_.List");
    private static readonly Op Sum = new("_foreach_add.List");
    private static readonly Op Negative = new("_foreach_neg");
    private static readonly Op AddProduct = new("_foreach_addcmul_.Scalar");
    private static readonly Op AddQuotient = new("_foreach_addcdiv_.Scalar");
    private static readonly Op Root = new("_foreach_sqrt");
    private static readonly Op Maximum = new("maximum.out");

    private readonly List<Tensor> _parameters = [];
    private readonly List<Tensor> _gradients = [];
    private readonly List<Tensor> _means = [];
    private readonly List<Tensor> _squares = [];
    private readonly List<Tensor> _largestSquares = [];
    private long _elements;
    private long _step;

    /// <summary>Takes in a parameter that is to be updated for the given time, and its moments.</summary>
    /// <param name="largestSquare">The greatest second moment so far, of the variant AMSGrad; else null.</param>
    internal void Update(Parameter parameter, Tensor gradient, Tensor mean, Tensor square, Tensor largestSquare, long step)
    {
        long elements = parameter.numel();
        if (_parameters.Count > 0 && (step != _step || _elements + elements > MostElements))
        {
            Flush();
        }

        _step = step;
        _elements += elements;
        _parameters.Add(parameter);
        _gradients.Add(gradient);
        _means.Add(mean);
        _squares.Add(square);
        if (largestSquare is not null)
        {
            _largestSquares.Add(largestSquare);
        }
    }

    /// <summary>Updates what was taken in and is not yet updated.</summary>
    internal void Flush()
    {
        if (_parameters.Count == 0)
        {
            return;
        }

        Tensor[] parameters = [.. _parameters];
        Tensor[] gradients = [.. _gradients];
        Tensor[] means = [.. _means];
        Tensor[] squares = [.. _squares];
        if (settings.Maximize)
        {
            gradients = Negative.CallList([gradients]);
        }

        if (settings.WeightDecay != 0)
        {
            if (settings.DecouplesDecay)
            {
                Multiply.CallInPlace([parameters, 1 - settings.LearningRate * settings.WeightDecay]);
            }
            else
            {
                gradients = Sum.CallList([gradients, parameters, settings.WeightDecay]);
            }
        }

        Multiply.CallInPlace([means, settings.Beta1]);
        Add.CallInPlace([means, gradients, 1 - settings.Beta1]);
        Multiply.CallInPlace([squares, settings.Beta2]);
        AddProduct.CallInPlace([squares, gradients, gradients, 1 - settings.Beta2]);

        Tensor[] roots = Root.CallList([Largest(squares)]);
        Divide.CallInPlace([roots, Math.Sqrt(1 - Math.Pow(settings.Beta2, _step))]);
        AddNumber.CallInPlace([roots, settings.Eps]);
        AddQuotient.CallInPlace([parameters, means, roots, -settings.LearningRate / (1 - Math.Pow(settings.Beta1, _step))]);

        // At once, not with the scope: together they are as large as all parameters.
        Array.ForEach(roots, root => root.Dispose());
        Array.ForEach(gradients, gradient => gradient.Dispose());
        Clear();
    }

    private Tensor[] Largest(Tensor[] squares)
    {
        if (_largestSquares.Count == 0)
        {
            return squares;
        }

        for (int i = 0; i < squares.Length; i++)
        {
            Maximum.CallInPlace([_largestSquares[i], squares[i], _largestSquares[i]]);
        }

        return [.. _largestSquares];
    }

    private void Clear()
    {
        _parameters.Clear();
        _gradients.Clear();
        _means.Clear();
        _squares.Clear();
        _largestSquares.Clear();
        _elements = 0;
    }
}
