using System;
using System.IO;
using System.Linq;
using Microsoft.ML.Data;
using Microsoft.ML.Data.IO;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Saves and loads models, and runs single objects through them.</summary>
public sealed class ModelOperationsCatalog : IInternalCatalog
{
    internal const string SchemaEntryName = "Schema";

    private readonly IHostEnvironment _env;

    internal ModelOperationsCatalog(IHostEnvironment env)
    {
        Contracts.CheckValue(env, nameof(env));
        _env = env;
    }

    IHostEnvironment IInternalCatalog.Environment => _env;

    /// <summary>Saves a model with the loader that its data come from.</summary>
    public void Save<TSource>(ITransformer model, IDataLoader<TSource> loader, Stream stream)
    {
        _env.CheckValue(loader, nameof(loader));
        _env.CheckValue(stream, nameof(stream));
        TransformerChain<ITransformer> chain = model is null ? null : new TransformerChain<ITransformer>(model);
        using var repository = RepositoryWriter.CreateNew(stream, _env);
        ModelSaveContext.SaveModel(repository, new CompositeDataLoader<TSource, ITransformer>(loader, chain), null);
        repository.Commit();
    }

    /// <inheritdoc cref="Save{TSource}(ITransformer, IDataLoader{TSource}, Stream)"/>
    public void Save<TSource>(ITransformer model, IDataLoader<TSource> loader, string filePath)
    {
        _env.CheckValue(loader, nameof(loader));
        _env.CheckNonEmpty(filePath, nameof(filePath));
        using FileStream stream = File.Create(filePath);
        Save(model, loader, stream);
    }

    /// <summary>Saves a model with the schema of its input, if that is given.</summary>
    public void Save(ITransformer model, DataViewSchema inputSchema, Stream stream)
    {
        _env.CheckValue(stream, nameof(stream));
        using var repository = RepositoryWriter.CreateNew(stream, _env);
        ModelSaveContext.SaveModel(repository, model, CompositeDataLoader<object, ITransformer>.TransformerDirectory);
        if (inputSchema is not null)
        {
            SaveInputSchema(inputSchema, repository);
        }

        repository.Commit();
    }

    /// <inheritdoc cref="Save(ITransformer, DataViewSchema, Stream)"/>
    public void Save(ITransformer model, DataViewSchema inputSchema, string filePath)
    {
        _env.CheckNonEmpty(filePath, nameof(filePath));
        using FileStream stream = File.Create(filePath);
        Save(model, inputSchema, stream);
    }

    /// <summary>Loads a model and the schema of its input; null if it was saved without.</summary>
    public ITransformer Load(Stream stream, out DataViewSchema inputSchema)
    {
        _env.CheckValue(stream, nameof(stream));
        using var repository = RepositoryReader.Open(stream, _env);
        using Repository.Entry schema = repository.OpenEntryOrNull(SchemaEntryName);
        if (schema is not null)
        {
            inputSchema = BinaryLoader.ReadSchema(_env, schema.Stream);
            ModelLoadContext.LoadModel<ITransformer, SignatureLoadModel>(
                _env, out ITransformer transformer, repository, CompositeDataLoader<object, ITransformer>.TransformerDirectory);
            return transformer;
        }

        if (ModelLoadContext.LoadModelOrNull<IDataLoader<IMultiStreamSource>, SignatureLoadModel>(
            _env, out IDataLoader<IMultiStreamSource> loader, repository, null))
        {
            ITransformer transformer = TakeTransformer(ref loader);
            inputSchema = loader.GetOutputSchema();
            return transformer;
        }

        inputSchema = null;
        return ModelLoadContext.LoadModelOrNull<ITransformer, SignatureLoadModel>(
            _env, out ITransformer bare, repository, CompositeDataLoader<object, ITransformer>.TransformerDirectory)
            ? bare
            : throw _env.Except("The zip holds no model: neither a loader nor transformers were found in it.");
    }

    /// <inheritdoc cref="Load(Stream, out DataViewSchema)"/>
    public ITransformer Load(string filePath, out DataViewSchema inputSchema)
    {
        _env.CheckNonEmpty(filePath, nameof(filePath));
        using FileStream stream = File.OpenRead(filePath);
        return Load(stream, out inputSchema);
    }

    /// <summary>Loads a model and the loader that it was saved with.</summary>
    public ITransformer LoadWithDataLoader(Stream stream, out IDataLoader<IMultiStreamSource> loader)
    {
        _env.CheckValue(stream, nameof(stream));
        using var repository = RepositoryReader.Open(stream, _env);
        try
        {
            ModelLoadContext.LoadModel<IDataLoader<IMultiStreamSource>, SignatureLoadModel>(_env, out loader, repository, null);
            return TakeTransformer(ref loader);
        }
        catch (Exception e)
        {
            throw _env.Except(e,
                "Model does not contain an IDataLoader. Perhaps this was saved with a DataViewSchema, or even no information on its input "
                + "at all. Consider using the Load method instead.");
        }
    }

    /// <inheritdoc cref="LoadWithDataLoader(Stream, out IDataLoader{IMultiStreamSource})"/>
    public ITransformer LoadWithDataLoader(string filePath, out IDataLoader<IMultiStreamSource> loader)
    {
        _env.CheckNonEmpty(filePath, nameof(filePath));
        using FileStream stream = File.OpenRead(filePath);
        return LoadWithDataLoader(stream, out loader);
    }

    public PredictionEngine<TSrc, TDst> CreatePredictionEngine<TSrc, TDst>(
        ITransformer transformer,
        bool ignoreMissingColumns = true,
        SchemaDefinition inputSchemaDefinition = null,
        SchemaDefinition outputSchemaDefinition = null)
        where TSrc : class
        where TDst : class, new()
        => transformer.CreatePredictionEngine<TSrc, TDst>(_env, ignoreMissingColumns, inputSchemaDefinition, outputSchemaDefinition);

    public PredictionEngine<TSrc, TDst> CreatePredictionEngine<TSrc, TDst>(ITransformer transformer, DataViewSchema inputSchema)
        where TSrc : class
        where TDst : class, new()
        => transformer.CreatePredictionEngine<TSrc, TDst>(
            _env, ignoreMissingColumns: false, DataOperationsCatalog.DefinitionFor(_env, typeof(TSrc), inputSchema));

    public PredictionEngine<TSrc, TDst> CreatePredictionEngine<TSrc, TDst>(ITransformer transformer, PredictionEngineOptions options)
        where TSrc : class
        where TDst : class, new()
        => new(_env, transformer, options);

    // A schema is a table without rows.
    private void SaveInputSchema(DataViewSchema inputSchema, RepositoryWriter repository)
    {
        using Repository.Entry entry = repository.CreateEntry(SchemaEntryName);
        new BinarySaver(_env).SaveView(entry.Stream, new EmptyDataView(_env, inputSchema), keepHidden: true);
    }

    // Saving puts the transformer into a chain of its own; the caller should get back what he saved.
    private static ITransformer TakeTransformer(ref IDataLoader<IMultiStreamSource> loader)
    {
        if (loader is not CompositeDataLoader<IMultiStreamSource, ITransformer> composite)
        {
            return new TransformerChain<ITransformer>();
        }

        loader = composite.Loader;
        ITransformer[] members = composite.Transformer.ToArray();
        return members.Length == 1 ? members[0] : composite.Transformer;
    }
}
