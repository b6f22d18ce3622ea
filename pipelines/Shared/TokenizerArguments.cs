using System.CommandLine;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Pipelines.Shared;

/// <summary>The options that say which vocabulary texts are written in.</summary>
internal sealed class TokenizerArguments
{
    private readonly Option<string?> _vocabulary;
    private readonly bool _takesFolder;
    private readonly Option<string?> _folder = new("--tokenizer")
    {
        Description = "A folder with a tokenizer as Hugging Face publishes it, in place of --vocabulary: vocab.json and merges.txt, spiece.model, tokenizer.model, vocab.txt, or tokenizer.json.",
    };

    /// <summary>Makes the options.</summary>
    /// <param name="otherwise">What happens where both are left out.</param>
    /// <param name="takesFolder">Whether tokenizers other than WordPiece are taken.</param>
    public TokenizerArguments(string otherwise, bool takesFolder)
    {
        _vocabulary = new Option<string?>("--vocabulary") { Description = $"vocab.txt of BERT's form; {otherwise}." };
        _takesFolder = takesFolder;
    }

    /// <summary>The options.</summary>
    public IReadOnlyList<Option> Options => _takesFolder ? [_vocabulary, _folder] : [_vocabulary];

    /// <summary>The tokenizer of the model to begin with, or what the options name; null where there is neither.</summary>
    /// <exception cref="ArgumentException">Both options are given.</exception>
    public PretrainedTokenizer? Of(ParseResult parsed, StartingModel? start = null) => (start?.Model, parsed.GetValue(_vocabulary), _takesFolder ? parsed.GetValue(_folder) : null) switch
    {
        ({ } model, _, _) => new PretrainedTokenizer(model.Tokenizer.Vocabulary, model.TokenizerOptions),
        (_, not null, not null) => throw new ArgumentException("--vocabulary and --tokenizer are both given; one of them is wanted."),
        (_, { } path, _) => new PretrainedTokenizer(Vocabulary.ReadFile(path), new BertTextTokenizerOptions()),
        (_, _, { } folder) => PretrainedTokenizer.Read(folder),
        _ => null,
    };
}
