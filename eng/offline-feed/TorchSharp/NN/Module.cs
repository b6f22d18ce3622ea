#nullable enable
using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>The base of all modules: a tree of parameters, buffers and sub-modules under names.</summary>
        public partial class Module : IDisposable
        {
            protected OrderedDict<string, Module> _internal_submodules = new();
            protected OrderedDict<string, (Tensor, bool)> _internal_buffers = new();
            protected OrderedDict<string, Parameter> _internal_params = new();
            protected DeviceType _deviceType = DeviceType.CPU;
            protected int _deviceIndex = -1;
            protected string? name;

            private bool _isTraining = true;
            private bool _isDisposed;

            protected Module(string name) => this.name = name;

            /// <summary>Whether the module trains, rather than being evaluated.</summary>
            public virtual bool training => _isTraining;

            /// <summary>Sets this module and its children to training, or to evaluation.</summary>
            public virtual void train(bool train = true)
            {
                _isTraining = train;
                foreach ((_, Module child) in named_children())
                {
                    child.train(train);
                }
            }

            /// <summary>Sets this module and its children to evaluation.</summary>
            public virtual void eval() => train(false);

            /// <summary>Drops the gradients of all parameters, or fills them with zeros.</summary>
            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach ((_, Parameter parameter) in named_parameters())
                {
                    using Tensor? grad = parameter.grad;
                    if (grad is null)
                    {
                        continue;
                    }

                    if (set_to_none)
                    {
                        parameter.grad = null;
                    }
                    else
                    {
                        grad.zero_();
                    }
                }
            }

            /// <summary>Calls <paramref name="fn"/> on every module of the tree, children before their parent.</summary>
            public virtual Module apply(Action<Module> fn)
            {
                foreach ((_, Module child) in _internal_submodules)
                {
                    child.apply(fn);
                }

                fn(this);
                return this;
            }

            /// <summary>The name given at construction, or the type's.</summary>
            public virtual string GetName() => string.IsNullOrEmpty(name) ? GetType().Name : name;

            /// <summary>A new module with the weights of a checkpoint.</summary>
            public static Module Create<T>(string path) where T : Module, new() => new T().load(path);

            /// <summary>Disposes parameters, buffers and sub-modules.</summary>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (!disposing || _isDisposed)
                {
                    return;
                }

                // Listed before anything goes: a disposed tensor is no longer among the named ones.
                List<Tensor> owned = [.. buffers(recurse: false), .. parameters(recurse: false)];
                List<Module> below = modules().ToList();
                foreach (Tensor tensor in owned)
                {
                    tensor.DetachFromDisposeScope().Dispose();
                }

                foreach (Module module in below)
                {
                    module.Dispose();
                }

                _isDisposed = true;
            }

            /// <summary>What is not given, from the defaults of the process.</summary>
            protected static (Device device, ScalarType dtype) GetDefaultDeviceAndType(Device? device = null, ScalarType? dtype = null) =>
                (device ?? get_default_device(), dtype ?? get_default_dtype());
        }
    }
}
