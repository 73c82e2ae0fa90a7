import { capital } from "./capital.ts";
import type { Words } from "./en.ts";

/**
 * Turkish, with «siz». Names of places and people and times stand in their base form, after a colon
 * or in brackets: a suffix would change with each of them. After a number a noun has no plural.
 */
export const tr: Words = {
  app: {
    name: "Graticule",
    tagline:
      "Sınırlara saygı duyan ama sınırlar yüzünden sona ermeyen görüntülü toplantılar. Kimlerin katılabileceğini yere göre sınırlayın; başka hiç kimse etkilenmez.",
    process: "Bu hizmet hükümet taleplerini nasıl ele alır",
    inPublic: "Hükümet talepleri",
    skip: "Sayfa içeriğine geç",
    loading: "Bir saniye…",
    offline:
      "Hizmete ulaşılamıyor. Bağlantınızı kontrol edin; bu sayfa kendiliğinden yeniden dener.",
    failed: "Bizim tarafımızda bir sorun oldu. Lütfen biraz sonra yeniden deneyin.",
    tooMany: "Bu biraz hızlı oldu. Biraz bekleyin, sonra yeniden deneyin.",
    retry: "Yeniden dene",
    copy: "Kopyala",
    copied: "Kopyalandı",
    sayMore: "En az birkaç sözcük yazın.",
    home: "Başlangıç sayfasına git",
    placesBy: "Konum verileri:",
    certain: (ipv4: string, ipv6: string) =>
      `IPv4 adreslerinin ${ipv4}, IPv6 adreslerinin ${ipv6} kadarının konumundan emin olabiliyoruz.`,
    noneCertain: "Şu anda kimsenin konumundan emin olamıyoruz.",
    language: "Dil",
    machine: "Makine çevirisi: bazı cümleler tuhaf gelebilir.",
  },
  home: {
    title: "Toplantıya katılın",
    linkLabel: "Toplantı bağlantısını yapıştırın",
    linkWrong:
      "Bu bir toplantı bağlantısı değil. Size gelen bağlantının tamamını kopyalayıp buraya yapıştırın.",
    go: "Katıl",
    meetings: "Toplantılar",
    start: "Toplantı başlatın",
    schedule: "Toplantı planlayın",
    meetingOf: (name: string) => `Toplantı: ${name}`,
    signIn: "Oturum aç",
    signOut: "Oturumu kapat",
    account: "Hesabınız",
    administration: "Yönetim",
    desk: "Talep masası",
    signInToMake: "Toplantı oluşturmak için bir hesap gerekir; katılmak için bağlantı yeterlidir.",
    mine: "Toplantılarınız",
    mineOnDevice: "Bu tarayıcıda saklananlar",
    none: "Planlanmış bir şey yok. Toplantılarınız burada görünür.",
    noAnswer: "Toplantılarınız şu anda gösterilemiyor.",
    manage: "Yönet",
    manageOf: (title) => `Yönet: ${title}`,
    more: "Tümünü göster",
    inProgress: "Şu anda sürüyor",
    joinOf: (title) => `Katıl: ${title}`,
    repeats: "yinelenir",
    anytime: "her zaman",
    ended: "Sona erenler",
    endedKept:
      "Her şey silinene kadar geçmişi ve erişim kuralları kaydını “Yönet” altında bulursunuz.",
    deletedOn: (day) => `silinecek: ${day}`,
    startFault: {
      "no-keys":
        "Bu tarayıcı bir toplantıyı şifreleyemiyor. Options bölümünde şifrelemesiz bir toplantı planlayabilirsiniz.",
      "code-kept":
        "Hizmet bu toplantıya, bağlantılarını bu tarayıcının sakladığı başka bir toplantının kodunu verdi. Yenisiyle ilgili burada hiçbir şey kaydedilmedi; o bağlantılar güvende. Yeniden deneyin.",
    },
  },
  sentence: {
    everyone: "Herkes her yerden katılabilir.",
    hostOpen: "Toplantı sahibi her yerden katılmaya izin veriyor.",
    order: (places, time) =>
      `Bir emir nedeniyle şu yerlerde kesin olarak bulunan kişiler katılamaz: ${places}. Şu zamana kadar geçerli: ${time}.`,
    orderBy: (who, places, time) =>
      `Bir emir (${who}) nedeniyle şu yerlerde kesin olarak bulunan kişiler katılamaz: ${places}. Şu zamana kadar geçerli: ${time}.`,
    orderExcept: (places) => `Şu yerler bunun dışındadır: ${places}.`,
    limitedByOrder: "Bir emir erişimi yere göre sınırlıyor.",
    except: (places) => `Şu yerlerde bulunan kişiler katılamaz: ${places}.`,
    only: (places) => `Yalnızca şu yerlerde bulunan kişiler katılabilir: ${places}.`,
    onlyNever: (places, never) =>
      `Yalnızca şu yerlerde bulunan kişiler katılabilir: ${places}. Şu yerlerden kimse katılamaz: ${never}.`,
    doubtAdmit: "Bir kişinin nerede olduğunu bilemiyorsak o kişi katılabilir.",
    doubtHold: "Bir kişinin nerede olduğunu bilemiyorsak o kişi bekleme odasında bekler.",
    doubtRefuse: "Bir kişinin nerede olduğunu bilemiyorsak o kişi de katılamaz.",
    doubtAsk:
      "Bir kişinin nerede olduğunu bilemiyor ama bir yeri olası görüyorsak ona sorarız; yanıtı uyuyorsa katılabilir, diğerleri bekleme odasında bekler.",
    until: (time) => `Şu zamana kadar geçerli: ${time}.`,
    more: (count) => `${count} yer daha`,
    nowhere: "…",
    setBy: {
      host: "toplantı sahibi",
      "co-host": "bir yardımcı sahip",
      acting: "sahibin yerine bakan kişi",
    },
    limit: {
      "meeting/closed": (who, places) =>
        `${capital(who)} bu toplantıyı şu yerlere kapattı: ${places}.`,
      "meeting/closed-until": (who, places, time) =>
        `${capital(who)} bu toplantıyı şu yerlere kapattı: ${places}. Şu zamana kadar geçerli: ${time}.`,
      "meeting/only": (who, places) =>
        `${capital(who)} bu toplantıyı yalnızca şu yerlere açtı: ${places}.`,
      "meeting/only-until": (who, places, time) =>
        `${capital(who)} bu toplantıyı yalnızca şu yerlere açtı: ${places}. Şu zamana kadar geçerli: ${time}.`,
      "account/closed": (places) =>
        `Toplantı sahibinin kuruluşu tüm toplantılarını şu yerlere kapattı: ${places}.`,
      "account/closed-until": (places, time) =>
        `Toplantı sahibinin kuruluşu tüm toplantılarını şu yerlere kapattı: ${places}. Şu zamana kadar geçerli: ${time}.`,
      "account/only": (places) =>
        `Toplantı sahibinin kuruluşu tüm toplantılarını yalnızca şu yerlere açtı: ${places}.`,
      "account/only-until": (places, time) =>
        `Toplantı sahibinin kuruluşu tüm toplantılarını yalnızca şu yerlere açtı: ${places}. Şu zamana kadar geçerli: ${time}.`,
      "platform/closed": (places) => `Bu hizmet şu yerlere kapalı: ${places}.`,
      "platform/closed-until": (places, time) =>
        `Bu hizmet şu yerlere kapalı: ${places}. Şu zamana kadar geçerli: ${time}.`,
      "platform/only": (places) => `Bu hizmet yalnızca şu yerlere açık: ${places}.`,
      "platform/only-until": (places, time) =>
        `Bu hizmet yalnızca şu yerlere açık: ${places}. Şu zamana kadar geçerli: ${time}.`,
    },
    because: (ground) => `Neden: ${ground}.`,
    ground: {
      sanctions: "yaptırımlar",
      licence: "bir lisans",
      security: "güvenlik",
      "own-policy": "hizmetin kendi kuralları",
      unnamed: "belirtilmedi",
    },
  },
  door: {
    from: {
      sure: (place) => `Bağlandığınız yer: ${place} · kesin`,
      likely: (place) => `Bağlandığınız yer: ${place} · büyük olasılıkla`,
      "cannot-tell": (place) => `Bağlandığınız yer: ${place} · kesin değil`,
    },
    fromNowhere: "Nereden bağlandığınızı bilemiyoruz",
    notRight: "Doğru değil mi?",
    why: "Neden?",
    howKnown: "Nereden biliyorsunuz?",
    notRightText:
      "Bir VPN, bir şirket ağı veya mobil ağ çoğu zaman başka bir yerdeymiş gibi görünür. Onu kapatın veya başka bir ağ kullanın ve bu sayfayı yeniden açın; bu işe yaramazsa toplantı sahibine bildirin.",
    because: {
      "too-quick": (place) =>
        `Bağlantınız şu yerden gelemeyecek kadar hızlı yanıt veriyor: ${place}.`,
      "paths-differ":
        "Sesiniz ve görüntünüz bu sayfadan başka bir yoldan geliyor ve ikisi birbirine uymuyor.",
      shared: "Ağ adresinizi, VPN’de olduğu gibi, birçok yerden insan paylaşıyor.",
      "records-differ": "Ağ kayıtları bağlantınız için farklı yerler gösteriyor.",
      "own-list": "Ağınız bu hizmetin kendi listesinde bu yerin altında.",
      "records-agree": "Birbirinden bağımsız birkaç ağ kaydı bu yeri gösteriyor.",
      mobile: "Mobil ağdasınız; mobil ağlar başka bir yerdeymiş gibi görünebilir.",
      "own-word": "Orada olmadığınızı söylediniz ve bu geçerli.",
      "registered-elsewhere": "Ağınız, bulunduğu görünen ülkeden başka bir ülkede kayıtlı.",
      "old-records": "Bu yeri gösteren ağ kayıtları eski.",
      "too-few-records":
        "Bu yeri gösteren bağımsız ağ kayıtları kesin bir şey söylemek için çok az.",
      "paths-agree": "Sesiniz ve görüntünüz de oradan geliyor.",
      "nothing-known": "Ağınızın nerede olduğu hakkında hiçbir şey bilinmiyor.",
    },
    name: "Adınız",
    namePlaceholder: "Başkalarının göreceği ad",
    nameMissing: "Diğer kişilere adınızı söyleyin.",
    remember: "Adımı bu cihazda hatırla",
    camera: "Kamera",
    microphone: "Mikrofon",
    speaker: "Hoparlör",
    cameraOn: "Kamerayı aç",
    cameraOff: "Kamerayı kapat",
    micOn: "Mikrofonu aç",
    micOff: "Mikrofonu kapat",
    cameraIsOff: "Kameranız kapalı",
    noNetwork:
      "Tarayıcınız ses ve görüntü için bir ağ bulamıyor; bu yüzden katılım büyük olasılıkla başarısız olacak. Bu cihazı bir ağa bağlayıp bu sayfayı yeniden yükleyin veya başka bir tarayıcı deneyin.",
    noCamera: "Kamera yok",
    noMicrophone: "Mikrofon yok",
    systemSpeaker: "Sistem varsayılanı",
    deviceUnnamed: (index) => `Cihaz ${index}`,
    devices: "Cihazlar",
    blur: "Arka planımı bulanıklaştır",
    blurFailed: "Arka plan bu cihazda bulanıklaştırılamıyor.",
    level: "Sesinizin düzeyi",
    heard: "Sizi duyuyoruz",
    silent: "Sizi henüz duymuyoruz",
    join: "Katıl",
    askToJoin: "Katılmak için izin iste",
    joining: "Katılıyorsunuz…",
    starts: (time) => `Başlangıç: ${time}. Şimdiden katılabilirsiniz.`,
    untitled: "Bir toplantı",
    you: "Siz",
    alsoHere:
      "Bu toplantı başka bir sekmede açık. Buradan da katılırsanız toplantıda iki kez olursunuz.",
    opened: "Artık katılabilirsiniz. Sizi dışarıda tutan durum değişti.",
    openedAsk: "Artık içeri alınmayı isteyebilirsiniz. Sizi dışarıda tutan durum değişti.",
    pass: {
      valid: "Toplantı sahibi size bir giriş izni verdi: buradan katılabilirsiniz.",
      ask: "Toplantı sahibi size bir giriş izni verdi: buradan içeri alınmayı isteyebilirsiniz, kararı toplantı sahibi verir.",
      used: "Bu giriş izni daha önce kullanıldı. Şimdi katılırsanız size geçer ve önce kullanan kişi için geçerli olmaz.",
      gone: "Bağlantınızdaki giriş izni artık geçerli değil. Toplantı sahibinden yenisini isteyin.",
      notNeeded:
        "Bağlantınızdaki giriş izni artık geçerli değil, ama onsuz da buradan katılabilirsiniz.",
    },
    holds: "Kimler katılabilir",
    encrypted: "Uçtan uca şifreli",
    encryptedText:
      "Görüntü, ses, paylaşılan ekranlar ve sohbet cihazınızda şifrelenir, yalnızca içeridekilerin cihazlarında açılır. Bu hizmeti işleten kişi, tam bağlantıya sahip değilse bunları göremez, duyamaz: ona sahip olup içeri alınan herkes anahtar alır.",
    encryptedVouched: "Uçtan uca şifreli, kefaletli",
    vouchedText:
      "Görüntü, ses, paylaşılan ekranlar ve sohbet cihazınızda şifrelenir, yalnızca içeridekilerin cihazlarında açılır. Bu hizmeti işleten kişi bunları göremez, duyamaz. Yalnızca bir toplantı sahibinin kefil olduğu kişiler anahtar alır: tek başına bağlantı yetmez.",
    encryptionOff: "Bu toplantıda uçtan uca şifreleme kapalı.",
    seenByHost: "Toplantı sahibi neleri görebilir",
    seenByHostText:
      "Toplantı sahibi ve içerideki herkes adınızı görür. Toplantı sahibi ve ona yardım edenler her yerden kaç kişinin bağlandığını da görür; beşten azsa yalnızca “birkaç kişi” yazar. Özellikle sizin nereden bağlandığınız kimseye gösterilmez. Küçük bir toplantıda onu yürütenler bunu sayılardan ya da bir kural değişince kimin ayrıldığından tahmin edebilir. Ağ adresiniz hiçbir zaman kaydedilmez.",
    waits: {
      lobby: "Toplantı sahibi sizi içeri alana kadar bekleme odasında bekleyeceksiniz.",
      locked:
        "Toplantı kilitli. Toplantı sahibi sizi içeri alana kadar bekleme odasında bekleyeceksiniz.",
      "cannot-tell":
        "Nereden bağlandığınızı bilemiyoruz; bu yüzden toplantı sahibi sizi içeri alana kadar bekleme odasında bekleyeceksiniz.",
      "sent-back":
        "Toplantı sahibi sizi yeniden içeri alana kadar bekleme odasında bekleyeceksiniz.",
      ask: "Nereden bağlandığınızı bilemiyoruz; bu yüzden size soracağız.",
    },
  },
  lobby: {
    title: "Bekleme odasındasınız",
    because: {
      lobby: "Kimin içeri gireceğine toplantı sahibi karar verir.",
      locked: "Toplantı kilitli; bundan sonra kimin gireceğine toplantı sahibi karar verir.",
      "cannot-tell": "Nereden bağlandığınızı bilemiyoruz; bu yüzden toplantı sahibi karar verir.",
      terms:
        "Toplantının içinden gelen bir bildirimden sonra bu hizmet, kullanım koşullarına göre sizi dışarı aldı: toplantı bitene ya da toplantı sahibi sizi yeniden içeri alana kadar. Bunun yanlış olduğunu düşünüyorsanız bu hizmeti işletene yazın.",
      "media-path":
        "Bu toplantı, sesinizin ve görüntünüzün izlediği yola bakar; biz bu yolu henüz göremiyoruz. Böyle kalırsa ağınız buna izin vermiyor olabilir (UDP). Toplantı sahibi sizi içeri alabilir.",
      "sent-back": "Toplantı sahibi burada beklemenizi istedi. Belki yalnızca kısa bir süre için.",
    },
    byItself: "Bu sayfa sizi kendiliğinden içeri alır. Hiçbir şey yapmanız gerekmez.",
    as: (name) => `Toplantıda görünecek adınız: ${name}`,
    declined:
      "Toplantı sahibi sizi şu anda içeri alamıyor. Burada kalabilir ve birkaç dakika sonra yeniden sorabilirsiniz.",
    askAgain: "Yeniden sor",
    leave: "Ayrıl",
    askTitle: "Şu anda nereden bağlanıyorsunuz?",
    askWhy:
      "Bağlantınızdan bunu kesin olarak bilemiyoruz. Yanıtınız gördüğümüzle uyuyorsa hemen içeri girersiniz; uymuyorsa toplantı sahibi karar verir. Yanıtınız saklanmaz.",
    askField: "Ülke veya bölge",
    askNothing: "Bu adda bir yer yok.",
    answer: "Bulunduğum yer bu",
    asked: "Teşekkür ederiz. Şimdi toplantı sahibi karar verecek.",
  },
  check: {
    title: "İçeri girebilecek miyim?",
    yes: "Buradan içeri girebilirsiniz.",
    waits: "Buradan bekleme odasına girersiniz.",
    waitsWhy: {
      lobby: "Kimin içeri gireceğine toplantı sahibi karar verir.",
      locked:
        "Toplantı şu anda kilitli; bundan sonra kimin gireceğine toplantı sahibi karar verir.",
      "cannot-tell": "Nereden bağlandığınızı bilemiyoruz; bu yüzden toplantı sahibi karar verir.",
      "sent-back": "Kimin içeri gireceğine toplantı sahibi karar verir.",
      ask: "Nereden bağlandığınızı bilemiyoruz. Size soracağız; yanıtınız gördüğümüzle uyuyorsa hemen içeri girersiniz.",
    },
    no: "Şu anki duruma göre buradan katılamazsınız.",
    what: {
      meeting:
        "O gün başka bir yerde mi olacaksınız, yoksa yer doğru değil mi? VPN’i kapatın veya başka bir ağ kullanın ve yeniden bakın. Yoksa toplantı sahibine yazın: bunu değiştirebilir veya size bir giriş izni verebilir.",
      account:
        "O gün başka bir yerde mi olacaksınız, yoksa yer doğru değil mi? VPN’i kapatın veya başka bir ağ kullanın ve yeniden bakın. Yoksa toplantı sahibine yazın: kuruluşu bunu değiştirebilir.",
      platform:
        "O gün başka bir yerde mi olacaksınız, yoksa yer doğru değil mi? VPN’i kapatın veya başka bir ağ kullanın ve yeniden bakın. Hiçbir toplantı sahibi bunu değiştiremez; bunu yalnızca bu hizmeti işletenler değiştirebilir.",
      order:
        "Bu, yalnızca yeri kesin olarak bilinen kişileri etkiler. Yer doğru değil mi? VPN’i kapatın veya başka bir ağ kullanın ve yeniden bakın.",
      banned: "Bunun bir yanlışlık olduğunu düşünüyorsanız toplantı sahibine yazın.",
      removed:
        "İçeri girmek için izin isteyebilirsiniz. O zaman toplantı sahibi karar verene kadar bekleme odasında beklersiniz.",
    },
    onTheDay:
      "Bu, şimdi kullandığınız bağlantı için geçerlidir. Önemli olan, o gün kullanacağınız bağlantıdır.",
    nothingKept: "Buradan bakmak hiçbir şey kaydetmez ve kimseye haber vermez. Kamera kullanılmaz.",
    starts: (time) => `Toplantının başlangıcı: ${time}.`,
    again: "Yeniden bak",
    open: "Toplantıya git",
  },
  device: {
    camera: {
      denied:
        "Tarayıcınız bu sayfaya kamera izni vermiyor. Adresin yanından izin verin veya kamerasız devam edin.",
      missing: "Kamera bulunamadı. Kamerasız devam edebilirsiniz.",
      busy: "Kamerayı başka bir program kullanıyor. Orada kapatın veya kamerasız devam edin.",
      other: "Kamera açılmadı. Kamerasız devam edebilirsiniz.",
    },
    microphone: {
      denied:
        "Tarayıcınız bu sayfaya mikrofon izni vermiyor. Adresin yanından izin verin veya mikrofonsuz devam edin.",
      missing: "Mikrofon bulunamadı. Mikrofonsuz devam edebilirsiniz.",
      busy: "Mikrofonu başka bir program kullanıyor. Orada kapatın veya mikrofonsuz devam edin.",
      other: "Mikrofon açılmadı. Mikrofonsuz devam edebilirsiniz.",
    },
    screen: {
      denied:
        "Sisteminiz tarayıcınıza ekran izni vermiyor. Sistem ayarlarından ekran kaydına izin verin veya paylaşmadan devam edin.",
      missing: "Ekran bulunamadı. Paylaşmadan devam edebilirsiniz.",
      busy: "Ekranı başka bir program kullanıyor. Orada kapatın veya paylaşmadan devam edin.",
      other: "Ekran paylaşılamadı. Paylaşmadan devam edebilirsiniz.",
    },
    insecure: "Kamera ve mikrofon yalnızca https üzerinden veya localhost adresinde çalışır.",
  },
  gone: {
    notFoundTitle: "Burada bir toplantı yok",
    notFound:
      "Bağlantı eksik olabilir veya toplantı silinmiş olabilir. Bağlantıyı yeniden isteyin.",
    endedTitle: "Bu toplantı sona erdi",
    ended: "Toplantı herkes için bitirildi.",
    endedByYou: "Toplantıyı herkes için siz bitirdiniz.",
    closedTitle: "Bu toplantı kapalı",
    closed:
      "Bu hizmet, kullanım koşullarına göre bu toplantıyı bitirdi ya da sahibinin hesabını askıya aldı. İçeriden gelen bir bildirimden sonra iki kişi bunda anlaştı. Bunun yanlış olduğunu düşünüyorsanız bu hizmeti işletene yazın.",
    lostTitle: "Toplantıyla bağlantı kurulamadı",
    lost: "Toplantı sürüyor. Ağınızı denetleyin, sonra yeniden katılın. Bazı ağlar aramaları geçirmez: yine olmazsa başka bir ağ deneyin.",
    leftTitle: "Toplantıdan ayrıldınız",
    left: "Toplantı sizsiz sürüyor.",
    leftAlone: "Toplantıda başka kimse yok. Bağlantı hâlâ çalışıyor.",
    elsewhereTitle: "Bu toplantı başka bir sekmede açık",
    elsewhere: "Şu anda oradasınız. Buradan yeniden katılırsanız orada toplantıdan ayrılırsınız.",
    again: "Yeniden katıl",
    cannotCheckTitle: "Şu anda kimseyi içeri alamıyoruz",
    cannotCheck:
      "Hizmet şu anda toplantının kurallarına bakamıyor; bu yüzden şimdilik kimse giremez. Bu sayfa kendiliğinden yeniden dener.",
    noMedia:
      "Toplantı sahibinin bu toplantı için seçtiği bölgede şu anda kullanılabilir bir medya sunucusu yok. Bu sayfa kendiliğinden yeniden dener.",
    failedTitle: "Bu olmadı",
    noAnswerTitle: "Hizmet şu anda yanıt vermiyor",
    noAnswer: "Nedeni bağlantı adresiniz değil. Bu sayfa kendiliğinden yeniden dener.",
    bringBack: "Yanıt verir vermez sizi geri getireceğiz. Bir şey yapmanız gerekmiyor.",
    tryNow: "Şimdi dene",
    pageTitle: "Burada bir şey yok",
    page: "Adres eksik olabilir.",
  },
  incomplete: {
    title: "Bu bağlantı eksik",
    another: "Bu bağlantının sonu bu toplantının değil",
    full: "Bu toplantı dolu",
    fullText:
      "Şifreli bir toplantıda olabilecek kadar kişi zaten içeride. Biri çıkınca yeniden deneyin.",
    notTaken: "Bu sayfa anahtarlar üzerinde anlaşamadı",
    notTakenText:
      "Hizmet bu tarayıcının söylediğini kabul etmedi. Sayfayı yeniden yükleyin. İşe yaramazsa başka bir tarayıcı deneyin.",
    cannot: "Bu tarayıcı şifreli bir toplantıya katılamıyor",
    cannotText:
      "Görüntü ve sesi uçtan uca şifreleyemiyor. Bağlantıyı güncel bir Firefox, Chrome, Edge veya Safari ile açın.",
    broke: "Bu aramanın şifrelemesi burada durdu",
    brokeText:
      "Hiçbir şey şifresiz gönderilmesin diye sayfanız aramadan ayrıldı. Toplantı sürüyor. Geri dönmek için sayfayı yeniden yükleyin. Yine olursa bu hizmeti işletenlere bildirin.",
    why: "Toplantı uçtan uca şifreli. Onu açan bölüm bağlantının sonunda, # işaretinden sonra durur. Bu hizmette o bölüm hiç bulunmaz, bu yüzden ekleyemez.",
    whatToDo: "Sizi davet edenden bağlantının tamamını isteyin; açın veya buraya yapıştırın.",
    paste: "Bağlantının tamamı",
    wrong: "Bu, bu toplantının tam bağlantısı değil.",
    otherHost:
      "Buraya, bu toplantıda kişilere kimin kefil olduğunu söyleyen bir bağlantıyla geldiniz. Bu bağlantı başka birini söylüyor ya da kimseyi söylemiyor; bu yüzden kullanılmadı. Hangisinin doğru olduğunu sizi davet edene sorun. Doğrusu buysa yeni bir sekmede açın.",
    firstLink: "İlk bağlantıyla devam et",
    go: "Devam",
  },
  refused: {
    short: "Katılamıyorsunuz",
    title: "Şu anda buradan katılamazsınız.",
    innocent: "Yanlış bir şey yapmadınız.",
    wasInside: "Şu ana kadar bu toplantıdaydınız.",
    yours: "Bu sizin toplantınız: kimin katılabileceğini değiştirip yeniden girebilirsiniz.",
    yoursReason: {
      "denied-place": (place) => `Siz bu toplantıyı şu yere kapattınız: ${place}.`,
      "outside-allowed":
        "Siz bu toplantıyı yalnızca belirli yerlere açtınız; sizin yeriniz bunlardan biri değil.",
      only: (places) => `Siz bu toplantıyı yalnızca şu yerlere açtınız: ${places}.`,
      "cannot-tell":
        "Siz bu toplantıyı yere göre sınırladınız; biz de nereden bağlandığınızı bilemiyoruz.",
    },
    bannedTitle: "Bu toplantıya katılamazsınız.",
    removedTitle: "Artık toplantıda değilsiniz.",
    removedHelp:
      "İçeri girmek için yeniden izin isteyebilirsiniz. O zaman toplantı sahibi karar verene kadar bekleme odasında beklersiniz.",
    askAgain: "Girmek için izin iste",
    bannedHelp: "Bunun bir yanlışlık olduğunu düşünüyorsanız sizi davet eden kişiye yazın.",
    opens: "Bu sayfayı açık tutun: durum değişirse adınızı burada yazıp katılabilirsiniz.",
    byItselfAs: (name) =>
      `Bu sayfayı açık tutun: durum değişirse sizi “${name}” adıyla kendiliğinden içeri alır; kamera ve mikrofon bıraktığınız gibi olur.`,
    byItselfOff: (name) =>
      `Bu sayfayı açık tutun: durum değişirse sizi “${name}” adıyla kendiliğinden içeri alır; kamera ve mikrofon kapalı olur.`,
    notThere: "Ben orada değilim",
    leave: "Ayrıl",
    why: "Neden",
    whoDemanded: "Kim talep etti",
    law: "Hangi yasaya göre",
    reasonGiven: "Belirtilen neden",
    until: "Ne zamana kadar",
    noEnd: "Bir bitiş zamanı belirlenmedi.",
    noEndBy: {
      meeting: "Toplantı sahibi bir bitiş zamanı belirlemedi.",
      account: "Toplantı sahibinin kuruluşu bir bitiş zamanı belirlemedi.",
      platform: "Bu hizmet bir bitiş zamanı belirlemedi.",
    },
    unaffected: "Bunun etkilemedikleri",
    unaffectedText:
      "Toplantı diğer herkes için sürüyor. Sizin için başka hiçbir şey değişmez: diğer toplantılarınız, bağlantılarınız ve hesaplarınız eskisi gibi çalışır.",
    sealed: "Bunu şimdilik söyleyemiyoruz.",
    appeal: "İtiraz et",
    contact: (contact) => `Bu hizmeti işleten: ${contact}`,
    knock: {
      lead: "Toplantı sahibinden sizi içeri almasını isteyin. Adınızı ve buraya yazdıklarınızı toplantı sahibi ve ona yardım edenler görür; öteki katılımcılar görmez.",
      leadThere:
        "Toplantı sahibinden sizi yine de içeri almasını isteyin. Adınızı, buraya yazdıklarınızı ve bu toplantının kapalı olduğu bir yerde olduğunuzu toplantı sahibi ve ona yardım edenler görür; öteki katılımcılar görmez.",
      off: "Evet derse kameranız ve mikrofonunuz kapalı olarak girersiniz.",
      text: "Toplantı sahibi ne bilmeli?",
      optional: "Burayı boş bırakabilirsiniz.",
      send: "Toplantı sahibine sor",
      sent: "Toplantı sahibine soruldu. Evet derse bu sayfa sizi kendiliğinden içeri alır.",
      declined:
        "Toplantı sahibi sizi bu kez içeri alamıyor. Sorduğunuzu öteki katılımcılar bilmiyor. Birkaç dakika sonra yeniden sorabilirsiniz.",
      closed: "Toplantı sahibi sizi buradan içeri alamaz.",
    },
    contest: {
      lead: "Gerçekten başka bir yerdeyseniz bunu burada söyleyin. Başka bir şey de bunu gösteriyorsa hemen girersiniz. Yoksa bu hizmetten biri on dakika içinde yanıt verir; yanıt gelmezse girersiniz.",
      send: "Orada olmadığımı söyle",
      waits: (time: string) =>
        `Bu hizmetten biri şimdi bakıyor. Kimse yanıt vermezse en geç şu zamanda girersiniz: ${time}. Bu sayfayı açık tutun.`,
      staysOut: "Bu hizmetten biri dışarıda kalacağınızı yanıtladı ve nedenini yazdı:",
      isIn: "Girebilirsiniz.",
      inside: {
        lead: "Gerçekten başka bir yerdeyseniz bunu burada söyleyin. Başka bir şey de bunu gösteriyorsa kalırsınız. Yoksa bu hizmetten biri on dakika içinde yanıt verir. O zamana kadar kalırsınız; yanıt gelmezse de kalırsınız.",
        waits: (time: string) =>
          `Bu hizmetten biri şimdi bakıyor. Yanıt gelene kadar kalırsınız. Şu zamana kadar kimse yanıt vermezse kalırsınız: ${time}.`,
        staysOut:
          "Bu hizmetten biri kararın sizin için geçerli olduğunu yanıtladı ve nedenini yazdı:",
        isIn: "Toplantıda kalabilirsiniz.",
      },
      device: {
        lead: "Cihazınız nerede olduğunu söyleyebilir. Bunu öğrenmek için tarayıcınız genellikle çevrenizdeki Wi-Fi ağlarının adlarını kendisini yapan şirkete gönderir. Bu sayfa sonra bize ülkeyi ya da bölgeyi gönderir, başka bir şey göndermez. Bu, yanıt verene yardımcı olur ama tek başına içeri almaz.",
        send: "Cihazıma sor",
        said: (place: string) => `Cihazınız şunu söylüyor: ${place}. Yanıt veren bunu okur.`,
        denied: "Tarayıcınız izin vermedi. Buna gerek yok: yanıtı bekleyin.",
        unavailable: "Cihazınız nerede olduğunu bilmiyor. Buna gerek yok: yanıtı bekleyin.",
        late: "Cihazınız çok uzun sürdü. Yeniden deneyin ya da yanıtı bekleyin.",
      },
    },
    notThereHelp: {
      account:
        "Bunu toplantı sahibinin kuruluşu tüm toplantıları için kararlaştırdı; bu yüzden toplantı sahibi sizi içeri alamaz. Bir VPN, bir şirket ağı veya mobil ağ başka bir yerdeymiş gibi görünebilir: onu kapatın veya başka bir ağ kullanın, bu sayfa sizi içeri alabilir. Bu işe yaramazsa sizi davet eden kişiye yazın.",
      platform:
        "Bu hizmet bunu tüm toplantıları için kararlaştırdı; bu yüzden hiçbir toplantı sahibi sizi içeri alamaz. Bir VPN, bir şirket ağı veya mobil ağ başka bir yerdeymiş gibi görünebilir: onu kapatın veya başka bir ağ kullanın, bu sayfa sizi içeri alabilir. Bu işe yaramazsa bu hizmeti işletenlere yazın.",
      order:
        "Bu, yalnızca yeri kesin olarak bilinen kişileri etkiler ve hiçbir toplantı sahibi sizi içeri alamaz. Bir VPN, bir şirket ağı veya mobil ağ başka bir yerdeymiş gibi görünebilir: onu kapatın veya başka bir ağ kullanın, bu sayfa sizi içeri alabilir. Bu işe yaramazsa aşağıda orada olmadığınızı söyleyin. Yine de katılamazsanız itiraz edin.",
    },
  },
  appeal: {
    lead: "Bunun neden yanlış olduğunu herhangi bir dilde söyleyin. Kim olduğunuzu veya toplantıda neden olmak istediğinizi söylemeniz gerekmez.",
    clock:
      "Emirde payı olmayan biri 72 saat içinde ya da kalan sürenin yarısı daha kısaysa o sürede karar verir. Kimse karar vermezse emir kendiliğinden biter.",
    text: "İtirazınız",
    send: "İtirazı gönder",
    sent: "İtirazınız gönderildi.",
    dueOn: (day: string) => `Karar en geç şu gün verilir: ${day}; yoksa emir kendiliğinden biter.`,
    link: "Size özel bağlantı",
    linkHint: "Saklayın: ne karar verildiğini gösterir. Yalnızca şimdi gösterilir.",
    decided: "Bu emre karşı bir itiraz daha önce karara bağlandı.",
    over: "Bu emir bitti.",
    wrongTitle: "Bu bağlantı çalışmıyor",
    wrong: "# işaretinden sonraki bölüm eksik veya doğru değil. Bağlantının tamamını açın.",
    madeOn: (day: string) => `Gönderildiği gün: ${day}`,
    state: {
      open: "Henüz kimse karar vermedi.",
      upheld: "Emir sürüyor.",
      overturned: "Haklıydınız: emir bitti. Dışarıda kalan herkes katılabilir.",
      "not-decided-in-time": "Kimse zamanında karar vermedi, emir kendiliğinden bitti.",
      "order-over": "Emir, kimse karar vermeden önce bitti.",
    },
    reasons: "Gerekçeler",
    yours: "Yazdıklarınız",
    destroyed:
      "Bu metin yok edildi. Bir emir hakkında yazılanlar, emir bittikten sonra yaklaşık bir yıl saklanır.",
  },
  order: {
    state: {
      ahead: "Daha sonra geçerli olacak bir emir",
      suspended: "Şimdilik geçerli olmayan bir emir",
      "in-force": "Şu anda geçerli bir emir",
      over: "Bitmiş bir emir",
    },
    lead: (places: string) =>
      `Bir hükümet, bir toplantıya şu yerden katılınamamasını emretti: ${places}. Hangi toplantı olduğu burada söylenmez.`,
    takenDown: "Bu metin açık kayıttan kaldırıldı.",
    excepted: "Şurası dışında",
    from: "Başlangıç",
    appealTitle: "İtiraz et",
    appealLead:
      "Herkes hesap olmadan itiraz edebilir. Karar ya da emrin bitişi burada ve size özel bağlantıda ancak ertesi gün görünür: saati toplantıyı ele verebilir.",
    none: "Burada bir emir yok. Adres eksik olabilir.",
  },
  report: {
    title: "Kötüye kullanımı bildir",
    lead: "Bu, hizmeti işletenlere gider. Toplantıdaki kimse öğrenmez.",
    inside: "Bildiriminiz toplantıda olduğunuzu gösterir, kim olduğunuzu göstermez.",
    what: "Ne oldu?",
    choose: "En uygun olanı seçin.",
    kinds: {
      harassment: "Biri insanları rahatsız ediyor",
      threat: "Bir tehdit",
      sexual: "İstenmeyen cinsel içerik",
      "child-safety": "Bir çocuk tehlikede",
      spam: "İstenmeyen mesaj veya dolandırıcılık",
      other: "Başka bir şey",
    },
    about: "Kimin hakkında?",
    aboutMeeting: "Toplantı hakkında",
    aboutText:
      "Bu hizmet adı toplantı bitene kadar görür; bu kişinin mikrofonunu kapatabilir ya da onu dışarı alabilir. Ayrılmış olan kişinin adı verilmez.",
    text: "Olanları anlatın",
    fromState: "Bir hükümet, mahkeme veya polis adına yazıyorum",
    fromStateText:
      "O zaman bu hizmet size yayımlanmış sürecine göre yanıt verir. Bir talep hiçbir zaman bir toplantıyı bitirmez ve bir hesabı askıya almaz.",
    send: "Bildirimi gönder",
    sent: "Teşekkürler. Bildiriminiz gönderildi.",
    sentText:
      "Bir toplantı ancak bu hizmetten iki kişi aynı görüşteyse bitirilir, bir hesap ancak o zaman askıya alınır.",
    danger: "Şu anda biri tehlikedeyse bulunduğunuz yerin acil numarasını arayın.",
    unread:
      "Bu hizmette henüz kimse bildirimleri okuyamıyor. Sizinki biri okuyabilene kadar bekler; yönetici yalnızca bir bildirimin beklediğini öğrenir.",
    unreadSent:
      "Bildiriminiz saklandı, ancak bu hizmette henüz kimse onu okuyamıyor. Biri okuyabilene kadar bekler.",
    noContact: "Bu hizmet bir iletişim bilgisi vermiyor.",
    toMeeting: "Toplantıya",
  },
  reason: {
    "meeting/denied-place": (who, place) =>
      `${capital(who)} bu toplantıyı şu yere kapattı: ${place}.`,
    "meeting/outside-allowed": (who) =>
      `${capital(who)} bu toplantıyı yalnızca belirli yerlere açtı; sizin yeriniz bunlardan biri değil.`,
    "meeting/cannot-tell": (who) =>
      `${capital(who)} bu toplantıyı yere göre sınırlıyor; biz de nereden bağlandığınızı bilemiyoruz.`,
    "account/denied-place": (place) =>
      `Toplantı sahibinin kuruluşu toplantılarını şu yere kapattı: ${place}.`,
    "account/outside-allowed":
      "Toplantı sahibinin kuruluşu toplantılarını yalnızca belirli yerlere açtı; sizin yeriniz bunlardan biri değil.",
    "account/cannot-tell":
      "Toplantı sahibinin kuruluşu toplantılarını yere göre sınırlıyor; biz de nereden bağlandığınızı bilemiyoruz.",
    "platform/denied-place": (place) => `Bu hizmet şu yere kapalı: ${place}.`,
    "platform/outside-allowed":
      "Bu hizmet yalnızca belirli yerlere açık; sizin yeriniz bunlardan biri değil.",
    "platform/cannot-tell":
      "Bu hizmet toplantıları yere göre sınırlıyor; biz de nereden bağlandığınızı bilemiyoruz.",
    "order/named": (authority, place) =>
      `${authority} tarafından verilen emir nedeniyle bu toplantıya şu yerden katılınamıyor: ${place}.`,
    "order/ordered": (place) =>
      `Bir hükümetin emri nedeniyle bu toplantıya şu yerden katılınamıyor: ${place}; yasa gereği bu hükümetin adını henüz veremiyoruz.`,
    "order/sealed": (place, time) =>
      `Bir hükümetin emri nedeniyle bu toplantıya şu yerden katılınamıyor: ${place}; yasa gereği bu hükümetin adını şu zamana kadar veremiyoruz: ${time}.`,
    "host/banned": "Toplantıyı yönetenlerden biri, bu toplantıya geri dönememenize karar verdi.",
    "host/removed": "Toplantıyı yönetenlerden biri sizi toplantıdan çıkardı.",
    here: "bağlandığınız yer",
  },
  reasonUntil: {
    "meeting/denied-place": (who, place, time) =>
      `${capital(who)} bu toplantıyı şu yere kapattı: ${place}. Şu zamana kadar geçerli: ${time}.`,
    "meeting/outside-allowed": (who, time) =>
      `${capital(who)} bu toplantıyı yalnızca belirli yerlere açtı; sizin yeriniz bunlardan biri değil. Şu zamana kadar geçerli: ${time}.`,
    "meeting/cannot-tell": (who, time) =>
      `${capital(who)} bu toplantıyı yere göre sınırlıyor; biz de nereden bağlandığınızı bilemiyoruz. Sınırlama şu zamana kadar geçerli: ${time}.`,
    "account/denied-place": (place, time) =>
      `Toplantı sahibinin kuruluşu toplantılarını şu yere kapattı: ${place}. Şu zamana kadar geçerli: ${time}.`,
    "account/outside-allowed": (time) =>
      `Toplantı sahibinin kuruluşu toplantılarını yalnızca belirli yerlere açtı; sizin yeriniz bunlardan biri değil. Şu zamana kadar geçerli: ${time}.`,
    "account/cannot-tell": (time) =>
      `Toplantı sahibinin kuruluşu toplantılarını yere göre sınırlıyor; biz de nereden bağlandığınızı bilemiyoruz. Sınırlama şu zamana kadar geçerli: ${time}.`,
    "platform/denied-place": (place, time) =>
      `Bu hizmet şu yere kapalı: ${place}. Şu zamana kadar geçerli: ${time}.`,
    "platform/outside-allowed": (time) =>
      `Bu hizmet yalnızca belirli yerlere açık; sizin yeriniz bunlardan biri değil. Şu zamana kadar geçerli: ${time}.`,
    "platform/cannot-tell": (time) =>
      `Bu hizmet toplantıları yere göre sınırlıyor; biz de nereden bağlandığınızı bilemiyoruz. Sınırlama şu zamana kadar geçerli: ${time}.`,
  },
  call: {
    connecting: "Katılıyorsunuz…",
    reconnecting: "Bağlantınız koptu. Yeniden bağlanılıyor…",
    mic: "Mikrofon",
    camera: "Kamera",
    speaker: "Hoparlör",
    screen: "Ekranı paylaş",
    stopScreen: "Paylaşımı durdur",
    people: "Kişiler",
    chat: "Sohbet",
    places: "Yerler",
    rules: "Kurallar",
    leave: "Ayrıl",
    close: "Kapat",
    muted: "mikrofon kapalı",
    speaking: (name) => `${name} konuşuyor`,
    you: (name) => `${name} (siz)`,
    screenOf: (name) => `Ekran: ${name}`,
    ownScreen: "Ekranınız",
    service: "hizmet",
    someone: "Birisi",
    role: {
      host: "toplantı sahibi",
      "co-host": "yardımcı sahip",
      acting: "sahibin yerine",
      guest: "",
    },
    alone: "Burada yalnızca siz varsınız. Başkalarını davet etmek için bağlantıyı paylaşın.",
    link: { copy: "Toplantı bağlantısını kopyala", copied: "Toplantı bağlantısı kopyalandı." },
    startSound: "Sesi aç",
    more: (count) => `ve ${count} kişi daha`,
    controls: "Toplantı düğmeleri",
    moreControls: "Daha fazla",
    panels: "Paneller",
    dismiss: "Bu iletiyi kapat",
    undo: "Geri al",
    failed: "Bu olmadı. Yeniden deneyin.",
    view: {
      grid: "Herkesi ızgarada göster",
      speaker: "Konuşanı göster",
      pin: (name) => `Sabitle: ${name}`,
      unpin: (name) => `Sabitlemeyi kaldır: ${name}`,
      hideSelf: "Kendi görüntümü bana gösterme",
      showSelf: "Kendi görüntümü bana göster",
    },
    connection: {
      excellent: "bağlantı iyi",
      good: "bağlantı yeterli",
      poor: "bağlantı zayıf",
      lost: "bağlantı koptu",
    },
    hand: {
      raise: "Elimi kaldır",
      lower: "Elimi indir",
      lowerShort: "İndir",
      place: (place) => `el kaldırdı, sıra: ${place}`,
      list: "Kalkan eller, sırayla",
      saidRaised: (name) => `${name} el kaldırdı`,
      lowerOf: (name) => `Elini indir: ${name}`,
      lowered: "Toplantı sahibi elinizi indirdi.",
    },
    react: {
      open: "Tepki ver",
      names: {
        thumb: "Başparmak yukarı",
        heart: "Kalp",
        clap: "Alkış",
        laugh: "Gülme",
        wow: "Şaşkınlık",
        party: "Kutlama",
      },
      said: (name, reaction) => `${name} tepki verdi: ${reaction}`,
    },
    talk: {
      placeholder: "Buradaki herkese ileti",
      send: "Gönder",
      empty: "Siz geldiğinizden beri ileti yok.",
      vanish:
        "Bunu yalnızca şu anda burada olanlar okuyabilir. İletiler siz ayrılınca yok olur ve kimse onları saklamaz.",
      notSent: "İletiniz gönderilmedi. Yeniden deneyin.",
      tooFast: "Bu biraz hızlı oldu. Biraz bekleyin, sonra yeniden gönderin.",
      unread: (count) => `${count} yeni ileti`,
      openUnread: (count) => `Sohbet, ${count} yeni ileti`,
      said: (name, text) => `${name} yazdı: ${text}`,
      log: "İletiler",
      left: (count) => `${count} karakter kaldı`,
    },
    list: {
      search: "Birini bul",
      numbers: "Aynı adı taşıyanların her birinin kendi numarası vardır.",
      none: "Burada bu adda kimse yok.",
      count: (count) => `Burada ${count} kişi var`,
      open: (count) => `Kişiler, burada ${count} kişi var`,
      actions: (name) => `Diğer seçenekler: ${name}`,
    },
    devices: {
      title: "Cihazlar",
      blur: "Arka planımı bulanıklaştır",
      standard: "Sistem varsayılanı",
    },
    keys: {
      title: "Klavye kısayolları",
      use: "Tek tuşları kısayol olarak kullan",
      note: "Siz yazarken hiçbir şey yapmazlar.",
      mic: "Mikrofonu aç veya kapat",
      camera: "Kamerayı aç veya kapat",
      screen: "Ekranı paylaş veya paylaşımı durdur",
      hand: "Elinizi kaldırın veya indirin",
      chat: "Sohbeti aç veya kapat",
      people: "Kişi listesini aç veya kapat",
      view: "Izgara veya konuşan kişi",
      help: "Bu kısayolları göster",
      escape: "Açık olanı kapat",
      escapeKey: "Esc",
    },
    announce: {
      title: "Erişilebilirlik",
      on: "Kimin konuştuğunu ekran okuyucuma söyle",
    },
    sealed: {
      on: "Uçtan uca şifreli",
      off: "Uçtan uca şifreli değil",
      vouched: "Uçtan uca şifreli, kefaletli",
      agreeing: "Anahtarlarda anlaşılıyor…",
      without: "Henüz anahtar yok",
      held: "Şifreli. Sizi görmüyor, duymuyor olabilirler",
      heldText:
        "Sesiniz ve görüntünüz bu sayfadan ya şifreli çıkar ya da hiç çıkmaz. Son saniyelerde sayfa bunları şifreleyemedi ya da şifreleyip şifreleyemediğini bilmiyor: sizi görmüyor, duymuyor olabilirler. Bu sürerse sayfayı yeniden yükleyin.",
      title: "Bu görüşmeyi kim görüp duyabilir",
      code: "Güvenlik kodu",
      how: "Birlikte yüksek sesle okuyun. Herkesteki kod aynıysa sizi yalnızca aşağıdaki listedeki kişiler görüp duyabilir. Aralarında tanımadığınız biri var mı? Biri her geldiğinde veya gittiğinde kod değişir.",
      differ:
        "Kimse girip çıkmıyorken kod farklıysa biri dinliyor olabilir: burada özel bir şey söylemeyin. Yeni bir toplantı başlatın ve bağlantısını başka bir yoldan gönderin.",
      changed: "Az önce değişti: ilk rakamdan yeniden başlayın.",
      inWords: "Aynı kod, sözcüklerle",
      codeWaiting: (names: string) => `Bekleniyor: ${names}. Kodda her sayfanın payı var.`,
      codeOverdue: (names: string) =>
        `Yanıt yok: ${names}. Sayfa yavaş olabilir ya da yeniden yükleniyor olabilir.`,
      codeAgain: "Yeniden dene",
      codeAlone: "Burada yalnızken karşılaştırılacak bir şey yok.",
      codeTooMany: "Burada 50’den fazla kişi varken karşılaştırılacak kod yoktur.",
      group: "Anahtarlar kimde",
      unvouched:
        "Henüz anahtarınız yok: bir toplantı sahibinin size kefil olması gerekiyor. O zamana kadar kimseyi görmez ve duymazsınız, kimse de sizi görmez ve duymaz. Kefil olunduğunda bu sayfa kendiliğinden devam eder.",
      notBelieved:
        "Bu cihazın saatine göre görüşme 24 saatten uzun süre önce başladı veya henüz başlamadı: bu yüzden bu sayfa ne anahtar alabilir ne de verebilir. Cihazın tarihini ve saatini denetleyin; doğru olduklarında bu sayfa kendiliğinden devam eder. Zaten doğruysalar herkesin ayrılıp geri gelmesi gerekir.",
      believed:
        "Bu toplantı kefaletli değil: tam bağlantıya sahip olan herkes, bu hizmet onu içeri aldığında anahtar alır.",
      vouchedText:
        "Bu toplantı kefaletli: yalnızca bir toplantı sahibinin ya da onun izin verdiği birinin kefil olduğu kişiler anahtar alır. Bu olmadan, bu hizmeti işletenler bile kimseyi içeri alamaz.",
      numbers:
        "Bir adın altındaki numara yalnızca o kişiye aittir ve o kişi sayfasını yeniden yükleyene kadar herkeste aynıdır: aynı adı taşıyan iki kişi böyle ayırt edilir.",
      outside: "şifresiz, görünmez ve duyulmaz",
      turns: (count: number) => `Siz geldiğinizden beri anahtar değişimi: ${count}`,
      noTurns: "Siz geldiğinizden beri anahtarlar değişmedi.",
      dropped: (sent: number, shown: number) =>
        `Şifrelenemediği için gönderilmeyen ses, görüntü ve mesaj parçalarınız: ${sent}. Başkalarının açılamadığı için gösterilmeyen parçaları: ${shown}. Birkaç tane olması normaldir.`,
      sees: "Bu hizmet neleri görebilir",
      seesText:
        "Görüşmede kimin ne zaman olduğunu, her kişinin nereden katılıyor göründüğünü, kimin ne kadar konuştuğunu ve gönderilenlerin boyutunu ve zamanını.",
      seesNot: "Neleri göremez ve duyamaz",
      seesNotText: "Görüntü, ses, paylaşılan ekranlar, sohbet, tepkiler ve kaldırılan eller.",
      sealedWith: (format: string) => `${format} ile şifrelenir.`,
      nativeClients:
        "Bu toplantıya başka uygulamalar da katılabilir; onların biçimi daha az korur: hizmet yine hiçbir şey göremez ve duyamaz, ama birinin kamerasını ekranı gibi gösterebilir ya da bir anı yeniden oynatabilir.",
      program:
        "Bu sayfanın programı da hizmetten gelir: hizmeti işletene güvenin veya yayımlanan sürümle karşılaştırın. Graticule’ün kaynak kodunda bunu şu komut yapar:",
      openText:
        "Söyledikleriniz ve gösterdikleriniz hizmete giderken ve oradan ötekilere giderken şifrelidir. Arada, hizmeti işleten bunları görüp duyabilir.",
      openChange: "Toplantıda kimse yokken sahibi bunu değiştirebilir.",
      unsealed: (name: string) => `Şifresiz gelen bir şey gösterilmiyor. Kimden: ${name}`,
      unlisted: (name: string) =>
        `Bu görüşmenin anahtarları kendisinde, ama burada görünmüyor: ${name}`,
      unlistedRow: "anahtarlar kendisinde, burada görünmüyor",
      rekeyed: (name: string) =>
        `Yeni anahtarlar var. Sayfa yeniden yüklendi ya da bu başka biri: ${name}`,
      rekeyedRow: "siz geldiğinizden beri yeni anahtarlar",
      delayed: "Bu sayfa çok sık anahtar istedi ve bir dakika beklemesi gerekiyor.",
      distrusted: "Anahtarlarla ilgili bir sorun oldu; sayfanız onları yeniden kurdu.",
    },
    told: {
      muted: "Toplantıyı yönetenlerden biri mikrofonunuzu kapattı. Yeniden açabilirsiniz.",
      mutedByService:
        "Toplantının içinden gelen bir bildirimden sonra bu hizmet, kullanım koşullarına göre mikrofonunuzu kapattı. Yeniden açabilirsiniz. Bunun yanlış olduğunu düşünüyorsanız bu hizmeti işletene yazın.",
      coHost:
        "Artık yardımcı toplantı sahibisiniz: kişileri içeri alabilir ve toplantının yürütülmesine yardım edebilirsiniz.",
      noCoHost: "Artık toplantının yürütülmesine yardım etmiyorsunuz.",
      acting: "Toplantı sahibi yokken onun yerine siz bakıyorsunuz.",
      inCharge: "Sahibi dönene kadar bu toplantıyı artık siz yönetiyorsunuz.",
      hostBack: "Toplantının sahibi döndü ve toplantıyı yeniden yönetiyor.",
      runs: (names) => `Toplantıyı şimdi ${names} yönetiyor.`,
      nobodyRuns: "Toplantıyı şimdi kimse yönetmiyor.",
      ruleChanged: "Bu toplantıya kimlerin katılabileceği değişti.",
      locked: "Toplantı kilitli: yeni gelenler içeri alınana kadar bekler.",
      limited:
        "Bu toplantı sürüyor. Bir emir erişimi yere göre sınırlıyor. Hâlâ burada olan kimse etkilenmiyor.",
    },
    soon: {
      title: "Burada çok daha uzun kalamazsınız.",
      until: (time: string) => `Şu zamana kadar kalabilirsiniz: ${time}.`,
      ends: "Emrin bitişi",
      left: (minutes: number) => `Kalan dakika: ${minutes}`,
      only: "Bunu yalnızca siz görüyorsunuz. Başka kimseye söylenmez.",
      leave: "Şimdi ayrıl",
    },
  },
  process: {
    lead: "Bir hükümetin talebi yalnızca kendi topraklarında bulunan kişilere ulaşabilir, başka kimseye ulaşamaz. Bunun bu hizmette, burada çalışan sürümde ne anlama geldiği aşağıdadır.",
    sections: [
      {
        title: "Hiçbir toplantı bitirilmez, hiçbir hesap askıya alınmaz",
        body: "Bu hizmette hiçbir şey, bir talebin bir toplantıyı herkes için bitirmesine, bir hesabı askıya almasına veya başka bir toplantıyı değiştirmesine yol vermez. Bir toplantıyı herkes için toplantı sahibi bitirebilir. Bunun dışında yalnızca kötüye kullanım bir neden olabilir; onun aşağıda anlatılan ayrı bir yolu vardır.",
      },
      {
        title: "Yere göre sınırlar",
        body: "Toplantı sahipleri bir toplantıyı belirli yerlerle sınırlayabilir veya belirli yerlere kapatabilir. Bu, toplantı sahibinin kendi seçimidir ve dışarıda kalan herkese bu söylenir. Birinin nerede olduğunu anlamak için yalnızca sayfasının ve ses ile görüntüsünün ağ adreslerine, yalnızca bağlı olduğu sürece bakarız; bunlar hiçbir zaman kaydedilmez. VPN kullanan biri başka bir yerdeymiş gibi görünebilir.",
      },
      {
        title: "Emirler",
        body: "Bir hükümet emrettiğinde hizmet, o hükümetin topraklarında bulunan kişileri tek bir toplantının tek bir oturumunun dışında, en çok yedi gün, tutabilir. Bu, yalnızca yeri kesin olarak bilinen kişileri etkiler: başka bir yerde olabilecek herkes kalır. Dışarıda kalan herkese bunun bir emir olduğu, kimin emrettiği ve ne zamana kadar geçerli olduğu söylenir; bir ad verilmiyorsa sayfa bunu da söyler. Bunun için bu hizmetten, talebi kayda geçirmemiş iki kişi gerekir; emri bitirmek için bir kişi yeter; talebi başka biri kayda geçirdiyse, onu geri çevirmek için de.",
      },
      {
        title: "İtirazlar",
        body: "Dışarıda kalan, toplantı sahibi ve başka herkes hesap olmadan itiraz edebilir. Emirde payı olmayan biri 72 saat içinde ya da kalan sürenin yarısı daha kısaysa o sürede karar verir; kimse karar vermezse emir kendiliğinden biter. Bir emir bittiğinde dışarıda kalan herkes hemen katılabilir.",
      },
      {
        title: "Neler yayımlanır",
        body: "Her talep, kişi ve toplantı adı verilmeden, girildiği anda yayımlanır ve toplantı sahibine bildirilir. Bir yasa talebin var olduğunun söylenmesine bile izin vermiyorsa, bu sürdükçe hizmet o talep için hiçbir şey yapmaz. Hizmet, talebin var olduğu bilgisini mühürleyebilir; mühür en geç bir yıl sonra açılır.",
      },
      {
        title: "Kötüye kullanım",
        body: "Kötüye kullanımı herkes bildirebilir. Bu yüzden bir toplantıyı bitirmek veya bir hesabı askıya almak için bu hizmetten iki kişi ve içeride bulunmuş birinin bildirimi gerekir. Bir hükümetin gönderdiği şey, adı ne olursa olsun bir talep olarak yanıtlanır; böyle bir talep varsa üçüncü bir kişinin de onaylaması gerekir ve ikisi birlikte açıklanır.",
      },
      {
        title: "Neler saklanır",
        body: "Bir toplantının başlığı, zamanları ve kuralları saklanır; toplantı bittikten 30 gün sonra silinir. Kimin orada olduğu yalnızca toplantı bitene kadar, nerede olduğu ise yalnızca bağlı olduğu sürece sunucunun belleğinde bilinir. Sonrasında teslim edilecek bir liste yoktur. Hizmet hiçbir şeyi kayda almaz. Sayfasında oluşturulan toplantılar, toplantı sahibi kapatmadıkça uçtan uca şifrelidir: sayfa yayımlandığı gibi sunulduğu sürece sunucuyu denetleyen kişi bunları göremez, duyamaz. Bir toplantı sahibi herkese tek tek kefil olmuyorsa, tam bağlantıya sahip olup içeri alınan herkes, bu hizmeti işleten kişi bile, anahtar alır.",
      },
      {
        title: "Kime sormalı",
        body: "Her hizmeti başka biri işletir: bir üniversite, bir haber merkezi, bir şirket. Bunu kimin işlettiğini size bağlantıyı veren kişi söyleyebilir. Bir itirazı yalnızca onlar yanıtlayabilir ve kendi ülkelerinin yasasına karşı sorumludurlar.",
      },
    ],
    holds: "Bu hizmet neleri saklar",
    sources: "Yerler nereden geliyor",
    own: "Bu hizmetin kendi ağlarının listesi",
    state: {
      fresh: "",
      stale: "eski veriler",
      missing: "şu anda yok",
      rejected: "şu anda kullanılamıyor",
    },
  },
};
