using System.CommandLine;
using MlNetSeq2Seq.Decoding;

namespace MlNetSeq2Seq.Pipelines.Shared;

/// <summary>How texts are drawn, on the command line.</summary>
internal sealed class SamplingArguments
{
    private readonly Option<double> _temperature;
    private readonly Option<int> _topK;
    private readonly Option<double> _topP;
    private readonly Option<double> _repetition;
    private readonly Option<int> _length;

    /// <summary>Makes the options.</summary>
    /// <param name="defaults">What is taken where one is left out.</param>
    public SamplingArguments(SamplingOptions defaults)
    {
        _temperature = Of("--temperature", "Above 1 texts become more daring, below 1 more certain; 0 always takes the likeliest token.", defaults.Temperature);
        _topK = Of("--top-k", "Draw from so many of the likeliest tokens; 0 for all.", defaults.TopK);
        _topP = Of("--top-p", "Draw from the likeliest tokens that have this probability together.", defaults.TopP);
        _repetition = Of("--repetition-penalty", "Above 1 tokens that were written already become less likely.", defaults.RepetitionPenalty);
        _length = Of("--write", "Most tokens that are written for a text.", defaults.MaximumLength);
    }

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_temperature, _topK, _topP, _repetition, _length])
        {
            command.Add(option);
        }
    }

    /// <summary>The values of a command line.</summary>
    public SearchOptions Of(ParseResult parsed, int seed) => parsed.GetValue(_temperature) == 0
        ? new GreedySearchOptions { RepetitionPenalty = parsed.GetValue(_repetition), MaximumLength = parsed.GetValue(_length), MinimumLength = 1 }
        : new SamplingOptions
        {
            Temperature = parsed.GetValue(_temperature), TopK = parsed.GetValue(_topK), TopP = parsed.GetValue(_topP),
            RepetitionPenalty = parsed.GetValue(_repetition), MaximumLength = parsed.GetValue(_length), MinimumLength = 1, Seed = seed,
        };

    private static Option<T> Of<T>(string name, string description, T value) => new(name) { Description = description, DefaultValueFactory = _ => value };
}
