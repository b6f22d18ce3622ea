using System.Text.Json;
using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Tokens;
using MlNetSeq2Seq.Weights;

namespace MlNetSeq2Seq;

/// <summary>A network with the vocabulary that it was trained on. Owns the network's tensors.</summary>
public sealed class LanguageModel : IDisposable
{
    private const string ConfigFile = "config.json";
    private const string VocabularyFile = "vocab.txt";
    private const string WeightsFile = "model.safetensors";

    /// <summary>Puts a network and its vocabulary together.</summary>
    /// <param name="network">The network; disposed with this model.</param>
    /// <param name="vocabulary">Its vocabulary.</param>
    /// <param name="tokenizer">How text is cleaned and cut into tokens; null for the defaults.</param>
    /// <exception cref="ArgumentException">The network scores another number of tokens than the vocabulary has.</exception>
    /// <exception cref="InvalidDataException">The vocabulary lacks a special token.</exception>
    public LanguageModel(Seq2SeqModel network, Vocabulary vocabulary, BertTextTokenizerOptions? tokenizer = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(vocabulary);
        if (network.VocabularySize != vocabulary.Count)
        {
            throw new ArgumentException($"The network scores {network.VocabularySize} tokens, but the vocabulary has {vocabulary.Count}.", nameof(vocabulary));
        }

        (Network, TokenizerOptions) = (network, tokenizer ?? new BertTextTokenizerOptions());
        Tokenizer = new BertTextTokenizer(vocabulary, TokenizerOptions);
        Network.eval();
    }

    /// <summary>The network, in evaluation mode.</summary>
    public Seq2SeqModel Network { get; }

    /// <summary>The tokenizer over the model's vocabulary.</summary>
    public BertTextTokenizer Tokenizer { get; }

    /// <summary>How text is cleaned and cut into tokens.</summary>
    public BertTextTokenizerOptions TokenizerOptions { get; }

    /// <summary>Held while the network computes: libtorch uses all its threads for one call, so two at once only hinder each other.</summary>
    internal Lock Gate { get; } = new();

    /// <summary>Reads a folder with <c>config.json</c>, <c>vocab.txt</c> and <c>model.safetensors</c>, as BERT's and UniLM's weights are published.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="architecture">The name of the architecture.</param>
    /// <param name="tokenizer">How text is cleaned and cut into tokens; null for the defaults.</param>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or the files do not belong together.</exception>
    public static LanguageModel ReadFolder(string folder, string architecture = "unilm", BertTextTokenizerOptions? tokenizer = null)
    {
        var vocabulary = Vocabulary.ReadFile(Path.Combine(folder, VocabularyFile));
        Seq2SeqModel network = ArchitectureCatalog.Create(architecture, File.ReadAllText(Path.Combine(folder, ConfigFile)));
        try
        {
            StateDict.Load(network, Path.Combine(folder, WeightsFile), network.IsRedundantWeight);
            return new LanguageModel(network, vocabulary, tokenizer);
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

    /// <summary>Writes the folder that <see cref="ReadFolder"/> reads; each file aside and renamed.</summary>
    /// <param name="folder">The folder; made where it does not exist.</param>
    public void WriteFolder(string folder)
    {
        Directory.CreateDirectory(folder);
        AtomicFile.Write(Path.Combine(folder, ConfigFile), stream => JsonSerializer.Serialize(stream, Network.Configuration, Network.Configuration.GetType()));
        AtomicFile.Write(Path.Combine(folder, VocabularyFile), Tokenizer.Vocabulary.Write);
        SafetensorsWriter.Write(Path.Combine(folder, WeightsFile), StateDict.Parameters(Network).ToDictionary(p => p.Key, p => (TorchSharp.torch.Tensor)p.Value));
    }

    /// <summary>Disposes the network.</summary>
    public void Dispose() => Network.Dispose();
}
