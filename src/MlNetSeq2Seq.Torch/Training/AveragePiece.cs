using System.Numerics;

namespace MlNetSeq2Seq.Training;

/// <summary>
/// A piece of a <see cref="WeightAverage"/>, which takes in the weights before and after a step of the optimiser: those of
/// two steps. An optimiser hands over both as it writes the new ones, so that no weight is read again. An empty piece takes
/// nothing.
/// </summary>
internal readonly ref struct AveragePiece(Span<float> averages, double decay)
{
    private readonly Span<float> _averages = averages;

    // The average after two steps: decay · (decay · average + rest · before) + rest · after.
    private readonly float _decay = (float)(decay * decay);
    private readonly float _restBefore = (float)(decay * (1 - decay));
    private readonly float _restAfter = (float)(1 - decay);

    /// <summary>Takes in all weights of the piece, which the step left as they were.</summary>
    public void Take(ReadOnlySpan<float> weights)
    {
        int i = 0;
        for (; i <= _averages.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var weight = new Vector<float>(weights[i..]);
            Take(i, weight, weight);
        }

        for (; i < _averages.Length; i++)
        {
            Take(i, weights[i], weights[i]);
        }
    }

    /// <summary>Takes in the weights from a place on.</summary>
    public void Take(int start, Vector<float> before, Vector<float> after)
    {
        if (!_averages.IsEmpty)
        {
            ((new Vector<float>(_averages[start..]) * _decay) + (before * _restBefore) + (after * _restAfter)).CopyTo(_averages[start..]);
        }
    }

    /// <summary>Takes in one weight.</summary>
    public void Take(int index, float before, float after)
    {
        if (!_averages.IsEmpty)
        {
            _averages[index] = (_averages[index] * _decay) + (before * _restBefore) + (after * _restAfter);
        }
    }
}
