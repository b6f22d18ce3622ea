using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Pipeline;
using MlNetSeq2Seq.Tokens;
using MlNetSeq2Seq.Weights;
using static TorchSharp.torch;

namespace MlNetSeq2Seq.Inference;

/// <summary>
/// The entries of a transformer over a language model in a model zip: architecture, config, vocabulary, tokenizer (and those of the
/// sources, where they have others), options, weights. The
/// weights are a safetensors file behind its length.
/// </summary>
/// <param name="Component">The name of the component, for messages.</param>
/// <param name="ModelSignature">Eight characters that tell its entries from others'.</param>
/// <param name="LoaderSignature">The name under which ML.NET finds its loader.</param>
internal sealed record LanguageModelZip(string Component, string ModelSignature, string LoaderSignature)
{
    private const string ConfigStream = "Config.json";
    private const string TokenizerStream = "Tokenizer.json";
    private const string VocabularyStream = "Vocabulary.txt";
    private const string SourceTokenizerStream = "SourceTokenizer.json";
    private const string SourceVocabularyStream = "SourceVocabulary.txt";
    private const string WeightsStream = "Weights.bin";

    private VersionInfo Version => ComponentZip.Version(ModelSignature, LoaderSignature);

    public void Save(ModelSaveContext ctx, LanguageModel model, WeightType weightType, object options)
    {
        using Lock.Scope held = model.Enter();
        ctx.CheckAtModel();
        ctx.SetVersionInfo(Version);
        ctx.SaveNonEmptyString(ArchitectureCatalog.NameOf(model.Network));
        ctx.SaveNonEmptyString(weightType.ToString());
        ComponentZip.SaveOptions(ctx, options);
        ctx.SaveTextStream(ConfigStream, writer => writer.Write(JsonSerializer.Serialize(model.Network.Configuration, model.Network.Configuration.GetType(), ComponentZip.Json)));
        ctx.SaveTextStream(TokenizerStream, writer => writer.Write(JsonSerializer.Serialize(model.TokenizerOptions, ComponentZip.Json)));
        ctx.SaveBinaryStream(VocabularyStream, writer => model.Tokenizer.Vocabulary.Write(writer.BaseStream));
        if (model.Source is { } source)
        {
            ctx.SaveTextStream(SourceTokenizerStream, writer => writer.Write(JsonSerializer.Serialize(source.Options, ComponentZip.Json)));
            ctx.SaveBinaryStream(SourceVocabularyStream, writer => source.Vocabulary.Write(writer.BaseStream));
        }

        ctx.SaveBinaryStream(WeightsStream, writer => SaveWeights(writer, model, weightType));
    }

    public TTransformer Load<TOptions, TTransformer>(IHostEnvironment env, ModelLoadContext ctx, Func<LanguageModel, TOptions, WeightType, TTransformer> create)
    {
        Contracts.CheckValue(env, nameof(env));
        ctx.CheckAtModel(Version);
        string architecture = ctx.LoadNonEmptyString();
        string weightType = ctx.LoadNonEmptyString();
        if (!Enum.TryParse(weightType, out WeightType type))
        {
            throw new InvalidDataException($"The model's weights are of type '{weightType}', which this version of MlNetSeq2Seq does not know.");
        }

        var options = (TOptions)ComponentZip.LoadOptions(ctx, typeof(TOptions), Component);
        Vocabulary vocabulary = Binary(ctx, VocabularyStream, reader => Vocabulary.Read(reader.BaseStream));
        var tokenizer = Parse<TextTokenizerOptions>(Text(ctx, TokenizerStream));
        PretrainedTokenizer? source = Source(ctx);
        Seq2SeqModel network = ArchitectureCatalog.Create(architecture, Text(ctx, ConfigStream));
        try
        {
            Binary(ctx, WeightsStream, reader =>
            {
                StateDict.Load(network, reader.BaseStream, reader.ReadInt64(), $"The model's entry {WeightsStream}", network.IsRedundantWeight);
                return true;
            });
            return create(new LanguageModel(network, vocabulary, tokenizer, source), options, type);
        }
        catch (Exception e) when (e is ArgumentException or EndOfStreamException)
        {
            network.Dispose();
            throw new InvalidDataException($"The parts of the model do not belong together: {e.Message}", e);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    private static void SaveWeights(BinaryWriter writer, LanguageModel model, WeightType weightType)
    {
        using var scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        Dictionary<string, Tensor> weights = StateDict.Parameters(model.Network)
            .ToDictionary(p => p.Key, p => weightType == WeightType.BFloat16 ? p.Value.to(ScalarType.BFloat16) : p.Value);
        writer.Write(SafetensorsWriter.Measure(weights));
        writer.Flush();
        SafetensorsWriter.Write(writer.BaseStream, weights);
    }

    // A second vocabulary is rare: most models have neither of its entries.
    private PretrainedTokenizer? Source(ModelLoadContext ctx)
    {
        string? json = null;
        return ctx.TryLoadTextStream(SourceTokenizerStream, reader => json = reader.ReadToEnd()) && json is not null
            ? new PretrainedTokenizer(Binary(ctx, SourceVocabularyStream, reader => Vocabulary.Read(reader.BaseStream)), Parse<TextTokenizerOptions>(json))
            : null;
    }

    private string Text(ModelLoadContext ctx, string name)
    {
        string? text = null;
        return ctx.TryLoadTextStream(name, reader => text = reader.ReadToEnd()) && text is not null
            ? text
            : throw new InvalidDataException($"The model lacks the entry {name} of {Component}.");
    }

    private T Binary<T>(ModelLoadContext ctx, string name, Func<BinaryReader, T> read)
    {
        T? value = default;
        return ctx.TryLoadBinaryStream(name, reader => value = read(reader)) && value is not null
            ? value
            : throw new InvalidDataException($"The model lacks the entry {name} of {Component}.");
    }

    private static T Parse<T>(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, ComponentZip.Json) ?? throw new JsonException("it is null.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"The model's {typeof(T).Name} cannot be read: {e.Message}", e);
        }
    }
}
