using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;

namespace Microsoft.ML.Runtime
{
    /// <summary>
    /// An environment and, through <see cref="HostBase"/>, its hosts. Hosts share the catalog and the listeners of the root, and each
    /// has a generator that is seeded from the one above it, so that one seed fixes the draws of every component.
    /// </summary>
    internal abstract partial class HostEnvironmentBase<TEnv> : ChannelProviderBase, IHostEnvironmentInternal, ICancelable
        where TEnv : HostEnvironmentBase<TEnv>
    {
        protected readonly TEnv Root;

        /// <summary>The environment above; null for the root.</summary>
        protected readonly HostEnvironmentBase<TEnv> Master;

        private readonly object _lock = new();
        private readonly Random _rand;
        private readonly ConcurrentDictionary<Type, object> _dispatchers;
        private readonly ConcurrentDictionary<string, object> _options = [];

        // Weak, because hosts are not disposed: the ones that nobody uses any more need not be cancelled.
        private readonly List<WeakReference<IHost>> _children = [];

        protected HostEnvironmentBase(int? seed, bool verbose, string shortName = null, string parentFullName = null)
            : base(shortName, parentFullName, verbose)
        {
            Root = (TEnv)this;
            Seed = seed;
            _rand = RandomUtils.Create(seed);
            _dispatchers = [];
            ComponentCatalog = new ComponentCatalog();
            TempFilePath = Path.GetTempPath();
        }

        protected HostEnvironmentBase(
            HostEnvironmentBase<TEnv> source, Random rand, bool verbose, string shortName = null, string parentFullName = null)
            : base(shortName, parentFullName, verbose)
        {
            Contracts.CheckValue(source, nameof(source));
            Root = source.Root;
            Master = source;
            Seed = source.Seed;
            _rand = rand ?? RandomUtils.Create();
            _dispatchers = source._dispatchers;
            ComponentCatalog = source.ComponentCatalog;
            TempFilePath = source.TempFilePath;
            GpuDeviceId = source.GpuDeviceId;
            FallbackToCpu = source.FallbackToCpu;
        }

        public int? Seed { get; }

        public string TempFilePath { get; set; }

        public int? GpuDeviceId { get; set; }

        public bool FallbackToCpu { get; set; }

        public ComponentCatalog ComponentCatalog { get; }

        public bool IsCanceled { get; protected set; }

        public override int Depth => 0;

        public override string ContextDescription => "HostEnvironment";

        void ICancelable.CancelExecution()
        {
            lock (_lock)
            {
                foreach (WeakReference<IHost> child in _children)
                {
                    if (child.TryGetTarget(out IHost host) && host is ICancelable cancelable)
                    {
                        cancelable.CancelExecution();
                    }
                }

                _children.Clear();
                IsCanceled = true;
            }
        }

        public IHost Register(string name, int? seed = null, bool? verbose = null)
        {
            Contracts.CheckNonEmpty(name, nameof(name));
            lock (_lock)
            {
                Random rand = seed is int fixedSeed ? RandomUtils.Create(fixedSeed) : RandomUtils.Create(_rand);
                IHost host = RegisterCore(this, name, Master?.FullName, rand, verbose ?? Verbose);
                _children.RemoveAll(child => !child.TryGetTarget(out _));
                _children.Add(new WeakReference<IHost>(host));
                return host;
            }
        }

        public IChannel Start(string name) => CreateCommChannel(this, name);

        public IPipe<TMessage> StartPipe<TMessage>(string name) => CreatePipe<TMessage>(this, name);

        public IProgressChannel StartProgressChannel(string name)
        {
            Contracts.CheckNonEmpty(name, nameof(name));
            return new ProgressChannel(this);
        }

        public void AddListener<TMessage>(Action<IMessageSource, TMessage> listenerFunc)
        {
            Contracts.CheckValue(listenerFunc, nameof(listenerFunc));
            DispatcherOf<TMessage>().Add(listenerFunc);
        }

        public void RemoveListener<TMessage>(Action<IMessageSource, TMessage> listenerFunc)
        {
            Contracts.CheckValue(listenerFunc, nameof(listenerFunc));
            DispatcherOf<TMessage>().Remove(listenerFunc);
        }

        public override TException Process<TException>(TException ex)
        {
            if (ex is not null)
            {
                ex.Data[ExceptionContextKeys.ThrowingComponent] = "Environment";
                Contracts.Mark(ex);
            }

            return ex;
        }

        public bool TryAddOption<T>(string name, T value) => _options.TryAdd(CheckOptionName(name), value);

        public void SetOption<T>(string name, T value) => _options[CheckOptionName(name)] = value;

        public bool TryGetOption<T>(string name, out T value)
        {
            bool found = _options.TryGetValue(CheckOptionName(name), out object option) && option is T;
            value = found ? (T)option : default;
            return found;
        }

        /// <summary>The option, which is set to the default of its type where there is none.</summary>
        public T GetOptionOrDefault<T>(string name) => (T)_options.GetOrAdd(CheckOptionName(name), default(T));

        public bool RemoveOption(string name) => _options.TryRemove(CheckOptionName(name), out _);

        protected abstract IHost RegisterCore(
            HostEnvironmentBase<TEnv> source, string shortName, string parentFullName, Random rand, bool verbose);

        protected abstract IChannel CreateCommChannel(ChannelProviderBase parent, string name);

        protected abstract IPipe<TMessage> CreatePipe<TMessage>(ChannelProviderBase parent, string name);

        protected Action<IMessageSource, TMessage> GetDispatchDelegate<TMessage>() => DispatcherOf<TMessage>().Send;

        private static string CheckOptionName(string name) =>
            string.IsNullOrWhiteSpace(name) ? throw new ArgumentNullException(nameof(name)) : name;

        private Dispatcher<TMessage> DispatcherOf<TMessage>() =>
            (Dispatcher<TMessage>)_dispatchers.GetOrAdd(typeof(TMessage), _ => new Dispatcher<TMessage>());

        /// <summary>The environment of one component.</summary>
        public abstract class HostBase : HostEnvironmentBase<TEnv>, IHost
        {
            protected HostBase(HostEnvironmentBase<TEnv> source, string shortName, string parentFullName, Random rand, bool verbose)
                : base(source, rand, verbose, shortName, parentFullName)
            {
                Depth = source.Depth + 1;
                IsCanceled = source.IsCanceled;
            }

            public Random Rand => _rand;

            public override int Depth { get; }
        }

        /// <summary>Hands each message of one type to all who listen to that type.</summary>
        private sealed class Dispatcher<TMessage>
        {
            private readonly object _lock = new();
            private volatile Action<IMessageSource, TMessage> _listeners;

            public void Send(IMessageSource sender, TMessage message) => _listeners?.Invoke(sender, message);

            public void Add(Action<IMessageSource, TMessage> listener)
            {
                lock (_lock)
                {
                    _listeners += listener;
                }
            }

            public void Remove(Action<IMessageSource, TMessage> listener)
            {
                lock (_lock)
                {
                    _listeners -= listener;
                }
            }
        }
    }
}
