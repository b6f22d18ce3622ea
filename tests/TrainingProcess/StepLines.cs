using MlNetSeq2Seq.Training;

namespace TrainingProcess;

/// <summary>Prints a line for each step, at once, so that whoever reads knows that the program is in its steps.</summary>
internal sealed class StepLines : IProgress<TrainingStep>
{
    public void Report(TrainingStep value)
    {
        Console.Out.WriteLine($"step {value.Step}");
        Console.Out.Flush();
    }
}
