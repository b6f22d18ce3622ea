using System.Numerics;

namespace MlNetSeq2Seq.Training;

/// <summary>
/// A piece of a <see cref="WeightAverage"/>, which takes in weights. An optimiser hands over each vector of weights as it
/// writes it, so that the average costs a reading and a writing of its own memory and no second reading of the weights.
/// An empty piece takes nothing.
/// </summary>
internal readonly ref struct AveragePiece(Span<float> averages, float decay, float rest)
{
    private readonly Span<float> _averages = averages;
    private readonly float _decay = decay;
    private readonly float _rest = rest;

    /// <summary>Takes in all weights of the piece.</summary>
    public void Take(ReadOnlySpan<float> weights)
    {
        int i = 0;
        for (; i <= _averages.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Take(i, new Vector<float>(weights[i..]));
        }

        for (; i < _averages.Length; i++)
        {
            Take(i, weights[i]);
        }
    }

    /// <summary>Takes in the weights from a place on.</summary>
    public void Take(int start, Vector<float> weights)
    {
        if (!_averages.IsEmpty)
        {
            ((new Vector<float>(_averages[start..]) * _decay) + (weights * _rest)).CopyTo(_averages[start..]);
        }
    }

    /// <summary>Takes in one weight.</summary>
    public void Take(int index, float weight)
    {
        if (!_averages.IsEmpty)
        {
            _averages[index] = (_averages[index] * _decay) + (weight * _rest);
        }
    }
}
