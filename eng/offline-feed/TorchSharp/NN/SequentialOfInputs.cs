using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>The base of sequences of any types: it holds the modules, and the derived class says how they are called.</summary>
public abstract class Sequential<T, TResult> : Module<T, TResult>
{
    private readonly List<(string Name, Module Module)> _children = [];

    protected Sequential(params (string name, Module submodule)[] modules) : base(nameof(Sequential))
    {
        foreach ((string name, Module module) in modules)
        {
            Add(name, module);
        }
    }

    protected Sequential(params Module[] modules) : base(nameof(Sequential))
    {
        foreach (Module module in modules)
        {
            Add(module);
        }
    }

    public int Count => _children.Count;

    [IndexerName("SequentialItems")]
    public Module this[int index] => _children[index].Module;

    /// <summary>Appends a module under a name.</summary>
    public Sequential<T, TResult> append(string name, Module module)
    {
        Add(name, module);
        return this;
    }

    /// <summary>Appends a module under its position.</summary>
    public Sequential<T, TResult> append(Module module)
    {
        Add(module);
        return this;
    }

    public override IEnumerable<(string name, Module module)> named_children() =>
        _children.Select(child => (child.Name, child.Module));

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

    protected internal void Add(string name, Module sm) => _children.Add((name, sm));

    protected internal void Add(Module module) => Add(Count.ToString(CultureInfo.InvariantCulture), module);
}
