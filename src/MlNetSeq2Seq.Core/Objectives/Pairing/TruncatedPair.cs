namespace MlNetSeq2Seq.Objectives.Pairing;

/// <summary>The tokens of two parts that are kept so that both fit.</summary>
/// <param name="First">The tokens that are kept of the first part.</param>
/// <param name="Second">The tokens that are kept of the second part.</param>
internal readonly record struct TruncatedPair(Range First, Range Second)
{
    /// <summary>
    /// Takes one token after the other from the part that is longer at that moment, from the second when both are equally long; whether at
    /// its front or its back is drawn each time (google-research/bert, create_pretraining_data.py).
    /// </summary>
    internal static TruncatedPair Of(int firstLength, int secondLength, int room, Random random)
    {
        (int firstStart, int firstEnd) = (0, firstLength);
        (int secondStart, int secondEnd) = (0, secondLength);
        while (firstEnd - firstStart + secondEnd - secondStart > room)
        {
            bool atFront = random.NextDouble() < 0.5;
            if (firstEnd - firstStart > secondEnd - secondStart)
            {
                firstStart += atFront ? 1 : 0;
                firstEnd -= atFront ? 0 : 1;
            }
            else
            {
                secondStart += atFront ? 1 : 0;
                secondEnd -= atFront ? 0 : 1;
            }
        }

        return new TruncatedPair(firstStart..firstEnd, secondStart..secondEnd);
    }
}
