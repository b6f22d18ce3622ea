namespace MlNetSeq2Seq.Mixing;

/// <summary>What a source gives to a mix.</summary>
/// <param name="Name">The name of the source.</param>
/// <param name="Size">Rows that the source has.</param>
/// <param name="Rows">Rows that it gives to a pass, repeats included.</param>
/// <param name="WantedRate">The share of the pass that the options ask for, in [0, 1].</param>
/// <param name="RealizedRate">The share of the pass that the source has, in [0, 1].</param>
public sealed record MixedSource(string Name, long Size, long Rows, double WantedRate, double RealizedRate);
