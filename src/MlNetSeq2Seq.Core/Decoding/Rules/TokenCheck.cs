namespace MlNetSeq2Seq.Decoding.Rules;

/// <summary>Checks ids that rules were given against the model that they are used with.</summary>
internal static class TokenCheck
{
    internal static void Run(string rule, int token, ReadOnlySpan<float> scores)
    {
        if (token < 0 || token >= scores.Length)
        {
            throw new ArgumentOutOfRangeException(
                nameof(token), token, $"{rule} names token {token}, but the model has the tokens 0 to {scores.Length - 1}.");
        }
    }
}
