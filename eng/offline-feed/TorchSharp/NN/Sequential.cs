#nullable enable
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>Modules of which each is called on the result of the one before.</summary>
public class Sequential : Module<Tensor, Tensor>
{
    private readonly List<(string Name, IModule<Tensor, Tensor> Module)> _children = [];

    internal Sequential() : base(nameof(Sequential))
    {
    }

    protected Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) : this()
    {
        foreach ((string name, Module<Tensor, Tensor> module) in modules)
        {
            Add(name, module);
        }
    }

    protected Sequential(params Module<Tensor, Tensor>[] modules) : this()
    {
        foreach (Module<Tensor, Tensor> module in modules)
        {
            Add(module);
        }
    }

    public int Count => _children.Count;

    [IndexerName("SequentialItems")]
    public IModule<Tensor, Tensor> this[int index] => _children[index].Module;

    /// <summary>A part of the sequence, of the same modules.</summary>
    [IndexerName("SequentialItems")]
    public Sequential this[(int? start, int? end) index] => Slice(index.start ?? 0, index.end ?? Count);

    /// <summary>A part of the sequence, of the same modules.</summary>
    [IndexerName("SequentialItems")]
    public Sequential this[Range index] => Slice(index.Start.GetOffset(Count), index.End.GetOffset(Count));

    /// <summary>Appends a module under a name.</summary>
    public Sequential append(string name, IModule<Tensor, Tensor> module)
    {
        Add(name, module);
        return this;
    }

    /// <summary>Appends a module under its position.</summary>
    public Sequential append(IModule<Tensor, Tensor> module)
    {
        Add(module);
        return this;
    }

    public override Tensor forward(Tensor tensor)
    {
        // With nothing to call, a fresh reference: what a module returns is the caller's to dispose.
        if (_children.Count == 0)
        {
            return tensor.alias();
        }

        Tensor result = _children[0].Module.call(tensor);
        for (int i = 1; i < _children.Count; i++)
        {
            using Tensor intermediate = result;
            result = _children[i].Module.call(intermediate);
        }

        return result;
    }

    public override IEnumerable<(string name, Module module)> named_children() =>
        _children.Select(child => (child.Name, (Module)child.Module));

    public override IEnumerable<(string name, Module module)> named_modules() => ModuleTree.Modules(named_children());

    public override IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true) =>
        recurse ? ModuleTree.Tensors(named_children(), child => child.named_parameters(true)) : [];

    public override IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_persistent = true) =>
        recurse ? ModuleTree.Tensors(named_children(), child => child.named_buffers(true, include_persistent)) : [];

    public override Module apply(Action<Module> fn)
    {
        foreach ((_, Module child) in named_children())
        {
            child.apply(fn);
        }

        fn(this);
        return this;
    }

    public override void train(bool on = true) => base.train(on);

    public override void eval() => base.eval();

    protected internal override Module _to(Device device, ScalarType dtype, bool non_blocking)
    {
        foreach ((_, Module child) in named_children())
        {
            child._to(device, dtype, non_blocking);
        }

        return this;
    }

    protected internal override Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
    {
        foreach ((_, Module child) in named_children())
        {
            child._to(deviceType, deviceIndex, non_blocking);
        }

        return this;
    }

    protected internal override Module _to(ScalarType dtype, bool non_blocking)
    {
        foreach ((_, Module child) in named_children())
        {
            child._to(dtype, non_blocking);
        }

        return this;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach ((_, Module child) in named_children())
            {
                child.Dispose();
            }
        }

        base.Dispose(disposing);
    }

    internal void Add(string name, IModule<Tensor, Tensor> module) => _children.Add((name, module));

    internal void Add(IModule<Tensor, Tensor> module) => Add(Count.ToString(CultureInfo.InvariantCulture), module);

    private Sequential Slice(int start, int end)
    {
        if (start < 0 || start > Count)
        {
            throw new IndexOutOfRangeException($"{start} is not a valid index.");
        }

        if (end < 0 || end > Count)
        {
            throw new IndexOutOfRangeException($"{end} is not a valid index.");
        }

        Sequential part = new();
        part._children.AddRange(_children.Take(end).Skip(start));
        return part;
    }
}
