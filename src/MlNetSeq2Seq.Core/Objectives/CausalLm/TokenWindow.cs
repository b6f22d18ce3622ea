namespace MlNetSeq2Seq.Objectives.CausalLm;

/// <summary>A window over a row of tokens.</summary>
/// <param name="Start">The first token.</param>
/// <param name="Length">Number of tokens.</param>
/// <param name="SeenLength">Tokens at its start that the window before it has too.</param>
public readonly record struct TokenWindow(int Start, int Length, int SeenLength)
{
    /// <summary>The tokens.</summary>
    public Range Range => Start..(Start + Length);
}
