namespace MlNetSeq2Seq.Pipelines.Shared;

/// <summary>What <see cref="TrainingArguments"/> take where the command line says nothing.</summary>
internal sealed record TrainingDefaults
{
    public int Layers { get; init; } = 2;

    public int Hidden { get; init; } = 128;

    public int Heads { get; init; } = 4;

    public int Epochs { get; init; } = 60;

    public double Rate { get; init; } = 1e-3;

    public double Warmup { get; init; } = 0.1;

    public int Batch { get; init; } = 16;

    public int Length { get; init; } = 64;

    public double Dropout { get; init; } = 0.1;

    public double InitializerRange { get; init; } = 0.02;
}
