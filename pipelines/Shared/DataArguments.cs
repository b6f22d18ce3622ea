using System.CommandLine;
using Microsoft.ML;

namespace MlNetSeq2Seq.Pipelines.Shared;

/// <summary>What a training reads, begins with and writes, on the command line.</summary>
internal sealed class DataArguments
{
    private readonly Option<string> _data;
    private readonly TokenizerArguments _tokenizer;
    private readonly Option<string?> _from;
    private readonly Option<string> _output;
    private readonly Option<int?> _limit;

    /// <summary>Makes the options.</summary>
    /// <param name="defaults">What the data are, and what is taken where an option is left out.</param>
    public DataArguments(DataDefaults defaults)
    {
        _data = new("--data") { Description = defaults.Description, DefaultValueFactory = _ => defaults.Data };
        _tokenizer = new TokenizerArguments("the characters of the data where it is left out", defaults.TakesTokenizer);
        _from = new("--from") { Description = defaults.From };
        _output = new("--output") { Description = "The model zip to write.", DefaultValueFactory = _ => defaults.Output };
        _limit = new("--limit") { Description = $"Use the first so many {defaults.Unit} only." };
    }

    /// <summary>Adds the options to a command, before its others.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_limit, _output, _from, .. _tokenizer.Options, _data])
        {
            command.Options.Insert(0, option);
        }
    }

    /// <summary>The values of a command line, with the model to begin with.</summary>
    /// <exception cref="InvalidDataException">A zip holds no language model, or a vocabulary cannot be read.</exception>
    /// <exception cref="ArgumentException">A vocabulary and a tokenizer are given.</exception>
    public DataValues Of(ParseResult parsed, MLContext ml)
    {
        StartingModel start = StartingModel.Read(ml, parsed.GetValue(_from));
        return new DataValues(parsed.GetValue(_data)!, start, _tokenizer.Of(parsed, start), parsed.GetValue(_limit) ?? int.MaxValue, parsed.GetValue(_output)!);
    }
}
