using MlNetSeq2Seq.Inference;
using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq;

/// <summary>A network with the vocabulary that it was trained on. Owns the network's tensors.</summary>
public sealed class LanguageModel : IDisposable
{
    // libtorch uses all its threads for one call, so two at once only hinder each other.
    private readonly Lock _gate = new();
    private bool _disposed;

    /// <summary>Puts a network and its vocabulary together.</summary>
    /// <param name="network">The network; disposed with this model.</param>
    /// <param name="vocabulary">Its vocabulary.</param>
    /// <param name="tokenizer">How text becomes tokens; null for WordPiece with its defaults.</param>
    /// <param name="source">Vocabulary and tokenizer of the sources, where these have others, as when BART translates; null for the same.</param>
    /// <exception cref="ArgumentException">The network scores, or reads, another number of tokens than the vocabulary has.</exception>
    /// <exception cref="InvalidDataException">A vocabulary lacks a special token, or does not belong to its tokenizer.</exception>
    public LanguageModel(Seq2SeqModel network, Vocabulary vocabulary, TextTokenizerOptions? tokenizer = null, PretrainedTokenizer? source = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(vocabulary);
        if (network.VocabularySize != vocabulary.Count)
        {
            throw new ArgumentException($"The network scores {network.VocabularySize} tokens, but the vocabulary has {vocabulary.Count}.", nameof(vocabulary));
        }

        if (source is not null && network.SourceVocabularySize != source.Vocabulary.Count)
        {
            throw new ArgumentException($"The network reads sources of {network.SourceVocabularySize} tokens, but their vocabulary has {source.Vocabulary.Count}.", nameof(source));
        }

        (Network, Source) = (network, source);
        Tokenizer = (tokenizer ?? new BertTextTokenizerOptions()).Create(vocabulary);
        SourceTokenizer = source?.Options.Create(source.Vocabulary) ?? Tokenizer;
        Network.eval();
    }

    /// <summary>The network, in evaluation mode.</summary>
    public Seq2SeqModel Network { get; }

    /// <summary>The tokenizer over the model's vocabulary.</summary>
    public IVocabularyTokenizer Tokenizer { get; }

    /// <summary>The tokenizer of what is read before writing: <see cref="Tokenizer"/>, or another where sources have a vocabulary of their own.</summary>
    public IVocabularyTokenizer SourceTokenizer { get; }

    /// <summary>How text becomes tokens.</summary>
    public TextTokenizerOptions TokenizerOptions => Tokenizer.Options;

    /// <summary>Vocabulary and tokenizer of the sources, where these have others; null for the same.</summary>
    internal PretrainedTokenizer? Source { get; }

    /// <summary>Reads a folder in the form in which Hugging Face publishes models; see <see cref="PretrainedFolder"/>.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="architecture">The name of the architecture; null for what the folder's <c>config.json</c> says.</param>
    /// <param name="tokenizer">How text becomes tokens; null for what the folder says.</param>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or the files do not belong together, or the weights lack those of the head.</exception>
    public static LanguageModel ReadFolder(string folder, string? architecture = null, TextTokenizerOptions? tokenizer = null)
    {
        var pretrained = PretrainedFolder.Open(folder, architecture);
        (Seq2SeqModel network, IReadOnlyList<string> untrained) = pretrained.ReadNetwork();
        try
        {
            PretrainedTokenizer published = pretrained.ReadTokenizer(network.VocabularySize);
            return untrained.Count == 0
                ? new LanguageModel(network, published.Vocabulary, tokenizer ?? published.Options, pretrained.ReadSourceTokenizer(network.SourceVocabularySize))
                : throw new InvalidDataException(
                    $"The weights of '{folder}' lack {untrained.Count} tensors of the head, among them '{untrained[0]}': a training can begin with them, but they cannot be used as they are.");
        }
        catch (ArgumentException e)
        {
            network.Dispose();
            throw new InvalidDataException($"The files of '{folder}' do not belong together: {e.Message}", e);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <summary>Writes the folder that <see cref="ReadFolder"/> and Hugging Face's transformers read; all files aside, renamed when all are complete.</summary>
    /// <param name="folder">The folder; made where it does not exist.</param>
    /// <param name="cancellationToken">Looked at before each tensor; the folder is then as it was.</param>
    /// <exception cref="IOException">A file cannot be written; the folder is as it was.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void WriteFolder(string folder, CancellationToken cancellationToken = default)
    {
        using (Enter())
        {
            PretrainedFolder.Write(folder, Network, Tokenizer.Vocabulary, TokenizerOptions, source: Source, cancellationToken: cancellationToken);
        }
    }

    /// <summary>Moves the network to another device, where it computes from then on: a model of a zip or a folder begins on the processor.</summary>
    /// <param name="device">The device, as libtorch writes it: <c>cpu</c>, <c>cuda</c>, <c>cuda:1</c>.</param>
    /// <exception cref="ArgumentException">There is no such device.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public void MoveTo(string device)
    {
        ArgumentNullException.ThrowIfNull(device);
        using (Enter())
        {
            TorchSharp.ModuleExtensionMethods.to(Network, Devices.Find(device, nameof(LanguageModel)));
        }
    }

    /// <summary>Disposes the network, when no thread computes with it any more.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            Network.Dispose();
        }
    }

    /// <summary>Held by one thread at a time while the network computes or is saved.</summary>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    internal Lock.Scope Enter()
    {
        Lock.Scope scope = _gate.EnterScope();
        if (!_disposed)
        {
            return scope;
        }

        scope.Dispose();
        throw new ObjectDisposedException(
            nameof(LanguageModel),
            "The model was disposed, by itself or with its transformer; a PredictionEngine disposes the transformer it was made of, unless PredictionEngineOptions.OwnsTransformer is false.");
    }
}
