using System.CommandLine;
using Microsoft.ML;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Pipelines.Shared;

/// <summary>What a training reads, begins with and writes, on the command line.</summary>
internal sealed class DataArguments
{
    private readonly Option<string> _data;
    private readonly Option<string?> _vocabulary;
    private readonly Option<string?> _from;
    private readonly Option<string> _output;
    private readonly Option<int?> _limit;

    /// <summary>Makes the options.</summary>
    /// <param name="defaults">What the data are, and what is taken where an option is left out.</param>
    public DataArguments(DataDefaults defaults)
    {
        _data = new("--data") { Description = defaults.Description, DefaultValueFactory = _ => defaults.Data };
        _vocabulary = new("--vocabulary") { Description = "vocab.txt of BERT's form; the characters of the data where it is left out." };
        _from = new("--from") { Description = defaults.From };
        _output = new("--output") { Description = "The model zip to write.", DefaultValueFactory = _ => defaults.Output };
        _limit = new("--limit") { Description = $"Use the first so many {defaults.Unit} only." };
    }

    /// <summary>Adds the options to a command, before its others.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_limit, _output, _from, _vocabulary, _data])
        {
            command.Options.Insert(0, option);
        }
    }

    /// <summary>The values of a command line, with the model to begin with.</summary>
    /// <exception cref="InvalidDataException">A zip holds no language model, or a vocabulary cannot be read.</exception>
    public DataValues Of(ParseResult parsed, MLContext ml)
    {
        StartingModel start = StartingModel.Read(ml, parsed.GetValue(_from));
        Vocabulary? vocabulary = start.Model?.Tokenizer.Vocabulary ?? (parsed.GetValue(_vocabulary) is { } path ? Vocabulary.ReadFile(path) : null);
        return new DataValues(parsed.GetValue(_data)!, start, vocabulary, parsed.GetValue(_limit) ?? int.MaxValue, parsed.GetValue(_output)!);
    }
}
